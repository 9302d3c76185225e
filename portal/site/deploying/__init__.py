"""From the frozen site on this machine to where readers are: a folder, a server by SSH, a ZIP.

The far side is never half old and half new: a release is put into a folder of its own, its
files are compared with the manifest *there*, and one rename of a link shows it
(``run.deploy``). An upload that broke off goes on where it stopped.
"""
