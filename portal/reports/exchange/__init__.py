"""Reports out to Excel and Word and in again: a difference is shown first, then applied.

Both ways go through the draft's own actions with versions (``draft_pages.save_page``): what was
changed in the portal after the file was fetched is shown as a conflict, never overwritten.
"""
