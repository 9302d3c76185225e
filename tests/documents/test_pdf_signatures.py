"""Digital signatures of a PDF are told as they are: trusted, unknown, altered, broken, none."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader, PdfWriter

from portal.documents.pdf_signatures import ROOTS, signatures_of
from tests.documents.signed_pdfs import (
    kept_with,
    ocsp_answer,
    pdf,
    revocation_list,
    root_pem,
    signed,
)


@pytest.fixture(scope="module")
def file() -> bytes:
    return signed(pdf("Bao cao so 12/BC-SCT"))


def read(tmp_path, content, trusted=False):
    if trusted:
        (tmp_path / ROOTS).mkdir()
        (tmp_path / ROOTS / "goc.pem").write_bytes(root_pem())
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    return signatures_of(path, tmp_path)


def test_a_signature_that_leads_to_a_known_root_is_valid(tmp_path, file):
    [one] = read(tmp_path, file, trusted=True)
    assert (one.state, one.signer, one.organisation, one.issuer) == (
        "valid", "Trần Thị Bình", "Cơ quan thử", "Gốc thử",
    )  # fmt: skip
    assert not one.stamped
    assert one.moment is not None
    assert abs(one.moment - datetime.now(UTC)) < timedelta(minutes=10)


def test_without_its_root_nobody_says_who_signed(tmp_path, file):
    [one] = read(tmp_path, file)
    assert (one.state, one.signer) == ("untrusted", "Trần Thị Bình")


def test_a_byte_changed_after_the_signature_is_seen(tmp_path, file):
    changed = file.replace(b"12/BC-SCT", b"13/BC-SCT", 1)
    assert changed != file
    [one] = read(tmp_path, changed, trusted=True)
    assert one.state == "altered"


def test_pages_added_after_the_signature_are_seen(tmp_path, file):
    writer = PdfWriter(io.BytesIO(file), incremental=True)
    writer.pages[0].rotate(90)
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    assert len(PdfReader(out).pages) == 2
    states = {one.state for one in read(tmp_path, out.getvalue(), trusted=True)}
    assert states <= {"altered", "unreadable"}
    assert states


def test_a_file_that_keeps_nothing_of_revocation_says_so(tmp_path, file):
    [one] = read(tmp_path, file, trusted=True)
    assert (one.state, one.revocation, one.revocation_at) == ("valid", "unknown", "")


@pytest.mark.parametrize("kind", ["ocsp", "crl", "in the signature"])
def test_an_answer_in_the_file_says_that_the_certificate_stands(tmp_path, file, kind):
    if kind == "in the signature":
        content = signed(pdf("Bao cao so 12/BC-SCT"), kept=ocsp_answer())
        assert b"/DSS" not in content
    else:
        answer = ocsp_answer() if kind == "ocsp" else revocation_list()
        content = kept_with(file, **{kind: answer})
    [one] = read(tmp_path, content, trusted=True)
    assert (one.state, one.revocation) == ("valid", "good")


@pytest.mark.parametrize("kind", ["ocsp", "crl"])
def test_a_revoked_certificate_is_told_with_its_hour(tmp_path, file, kind):
    revoked = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    answer = ocsp_answer(revoked=revoked) if kind == "ocsp" else revocation_list(revoked)
    [one] = read(tmp_path, kept_with(file, **{kind: answer}), trusted=True)
    assert (one.state, one.revocation, one.revocation_moment) == ("revoked", "revoked", revoked)


def test_only_a_time_stamp_proves_that_it_was_signed_before_the_revocation(tmp_path, file):
    later = (datetime.now(UTC) + timedelta(minutes=5)).replace(microsecond=0)
    answer = ocsp_answer(revoked=later, made=later + timedelta(minutes=1))
    stamped = signed(pdf("Bao cao so 12/BC-SCT"), stamped=True)
    [one] = read(tmp_path, kept_with(stamped, ocsp=answer), trusted=True)
    assert (one.state, one.stamped, one.revocation) == ("valid", True, "revoked")
    (tmp_path / "b").mkdir()
    [other] = read(tmp_path / "b", kept_with(file, ocsp=answer), trusted=True)
    assert (other.state, other.stamped, other.revocation) == ("revoked", False, "revoked")


@pytest.mark.parametrize("fault", ["another's", "stale", "no root", "nonsense"])
def test_an_answer_that_proves_nothing_is_no_answer(tmp_path, file, fault):
    answers = {
        "another's": lambda: ocsp_answer()[:-4] + b"\0\1\2\3",
        "stale": lambda: ocsp_answer(made=datetime.now(UTC) - timedelta(days=3)),
        "nonsense": lambda: ocsp_answer()[:60] + bytes(40) + ocsp_answer()[100:],
    }
    answer = answers.get(fault, ocsp_answer)()
    content = kept_with(file, ocsp=answer)
    [one] = read(tmp_path, content, trusted=fault != "no root")
    assert one.state == ("untrusted" if fault == "no root" else "valid")
    assert one.revocation == "unknown"


def test_a_broken_signature_is_no_crash(tmp_path, file):
    damaged = re.sub(rb"(/Contents ?<)[0-9A-Fa-f]{200}", rb"\g<1>" + b"0" * 200, file, count=1)
    assert damaged != file
    [one] = read(tmp_path, damaged)
    assert one.state == "unreadable"


@pytest.mark.parametrize("content", [pdf("x"), b"%PDF-1.4\n%%EOF\n"])
def test_a_file_without_a_signature_has_none(tmp_path, content):
    assert read(tmp_path, content) == []


def test_what_only_looks_signed_is_told(tmp_path):
    assert [one.state for one in read(tmp_path, b"%PDF-1.4\n/ByteRange [0 1]\n%%EOF\n")] in (
        ["unreadable"], [],
    )  # fmt: skip
