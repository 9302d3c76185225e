"""What a damaged ZIP archive raises while it is read."""

import struct
import zipfile
import zlib

# besides BadZipFile: found by fuzzing
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
