"""Files and documents: content-addressed storage, issued documents, Word in and out, rich text.

Blob (tệp): bytes stored once under their sha256. Issued document (văn bản đã ban hành): signed
and numbered outside the portal, recorded here.
"""
