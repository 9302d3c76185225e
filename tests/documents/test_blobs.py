"""Files are stored once, whole and unchanged, or not at all."""

import hashlib
import io
import os
import threading
from datetime import UTC, datetime, timedelta

import pytest

from portal.documents import blobs, file_types
from tests.documents import samples

DIGEST = hashlib.sha256(samples.PDF).hexdigest()


def keep(root, content, max_bytes=1_000_000):
    return blobs.store(root, io.BytesIO(content), max_bytes=max_bytes)


def files_in(root):
    return sorted(path for path in (root / "files").rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_digest(tmp_path):
    stored = keep(tmp_path, samples.PDF)
    assert stored == blobs.StoredFile(DIGEST, len(samples.PDF), file_types.PDF)
    assert files_in(tmp_path) == [tmp_path / "files" / DIGEST[:2] / DIGEST[2:]]
    assert blobs.verify(tmp_path, DIGEST)
    with blobs.open_blob(tmp_path, DIGEST) as file:
        assert file.read() == samples.PDF


def test_the_same_file_is_kept_once(tmp_path):
    keep(tmp_path, samples.PDF)
    before = blobs.path_of(tmp_path, DIGEST).stat()
    keep(tmp_path, samples.PDF)
    after = blobs.path_of(tmp_path, DIGEST).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert after.st_nlink == 1
    assert len(files_in(tmp_path)) == 1


@pytest.mark.parametrize(
    ("content", "max_bytes", "error"),
    [
        (samples.PDF, len(samples.PDF) - 1, blobs.FileTooLarge),
        (b"<svg/>", 1000, blobs.FileTypeRefused),
        (b"", 1000, blobs.FileTypeRefused),
    ],
)
def test_a_refused_file_leaves_nothing_behind(tmp_path, content, max_bytes, error):
    with pytest.raises(error):
        keep(tmp_path, content, max_bytes)
    assert files_in(tmp_path) == []


def test_the_limit_itself_is_allowed(tmp_path):
    assert keep(tmp_path, samples.PDF, len(samples.PDF)).size == len(samples.PDF)
    with pytest.raises(blobs.FileTooLarge, match=r"\(4 byte\)"):
        keep(tmp_path, samples.PDF, 4)


def test_a_broken_connection_leaves_nothing_behind(tmp_path):
    class Broken(io.RawIOBase):
        def read(self, size=-1):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        blobs.store(tmp_path, Broken(), max_bytes=1000)
    assert files_in(tmp_path) == []


def test_what_a_killed_upload_left_is_swept_and_nothing_else(tmp_path):
    keep(tmp_path, samples.PDF)
    old, young = (tmp_path / "files" / f".incoming-{name}" for name in ("cu", "moi"))
    for rest in (old, young):
        rest.write_bytes(b"%PDF-1.4 half")
    os.utime(old, (0, 0))
    yesterday = datetime.now(UTC) - timedelta(days=1)
    assert blobs.sweep_incoming(tmp_path, yesterday) == 1
    assert not old.exists()
    assert young.exists()
    assert blobs.verify(tmp_path, DIGEST)


def test_damage_is_noticed_and_never_painted_over(tmp_path):
    keep(tmp_path, samples.PDF)
    path = blobs.path_of(tmp_path, DIGEST)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-")
    assert not blobs.verify(tmp_path, DIGEST)
    with pytest.raises(blobs.BlobDamaged):
        keep(tmp_path, samples.PDF)
    assert path.read_bytes() == b"%PDF-"


def test_a_missing_file(tmp_path):
    assert not blobs.verify(tmp_path, DIGEST)
    with pytest.raises(FileNotFoundError):
        blobs.open_blob(tmp_path, DIGEST)


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", DIGEST.upper(), DIGEST + "0"])
def test_only_a_digest_names_a_file(tmp_path, name):
    with pytest.raises(ValueError, match="sha256"):
        blobs.path_of(tmp_path, name)


def test_many_at_once_keep_one_file(tmp_path):
    failures = []

    def run():
        try:
            keep(tmp_path, samples.PDF)
        except OSError as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(files_in(tmp_path)) == 1
