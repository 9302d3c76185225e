"""PDFs with text and with real digital signatures of certificates made for the test."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys, x509
from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def pdf(*pages: str) -> bytes:
    """A PDF of one page each, with its text as WinAnsi words (no accents)."""
    writer = PdfWriter()
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    for text in pages:
        page = writer.add_blank_page(595, 842)
        lines = "".join(f"({line}) Tj T* " for line in text.split("\n"))
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F 10 Tf 12 TL 40 800 Td {lines} ET".encode("ascii"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject({
            NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)})
        })  # fmt: skip
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _name(common: str) -> certificates.Name:
    return certificates.Name([
        certificates.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        certificates.NameAttribute(NameOID.ORGANIZATION_NAME, "Cơ quan thử"),
        certificates.NameAttribute(NameOID.COMMON_NAME, common),
    ])  # fmt: skip


@cache
def _pair() -> tuple[Any, Any, Any, Any]:
    """Root certificate and key, signer's certificate and key."""
    made = []
    root_key, own_key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    for name, key in (("Gốc thử", root_key), ("Trần Thị Bình", own_key)):
        is_root = not made
        day = datetime.now(UTC)
        builder = (
            certificates.CertificateBuilder()
            .subject_name(_name(name)).issuer_name(_name("Gốc thử")).public_key(key.public_key())
            .serial_number(certificates.random_serial_number())
            .not_valid_before(day - timedelta(days=9)).not_valid_after(day + timedelta(days=90))
            .add_extension(certificates.BasicConstraints(is_root, None), True)
            .add_extension(certificates.KeyUsage(
                digital_signature=not is_root, content_commitment=not is_root,
                key_encipherment=False, data_encipherment=False, key_agreement=False,
                key_cert_sign=is_root,
                crl_sign=is_root, encipher_only=False, decipher_only=False), True)
        )  # fmt: skip
        if not is_root:  # answers are looked at only for a certificate that names its responder
            builder = builder.add_extension(certificates.AuthorityInformationAccess([
                certificates.AccessDescription(
                    AuthorityInformationAccessOID.OCSP,
                    certificates.UniformResourceIdentifier("http://ocsp.thu.invalid/"),
                )
            ]), False)  # fmt: skip
        made += [builder.sign(root_key, hashes.SHA256()), key]
    return made[0], made[1], made[2], made[3]


def root_pem() -> bytes:
    """The root certificate, as an administrator puts it into the data folder."""
    return _pair()[0].public_bytes(serialization.Encoding.PEM)


def signed(content: bytes, stamped: bool = False, kept: bytes = b"") -> bytes:
    """The PDF with a signature of Trần Thị Bình; in a thread, for a browser test has a loop.

    ``kept``: an OCSP answer within the signature, as Adobe keeps it.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_signed, content, stamped, kept).result()


def kept_with(content: bytes, *, ocsp: bytes = b"", crl: bytes = b"") -> bytes:
    """A signed PDF with an answer about revocation in its document security store (PAdES-LT)."""
    out = io.BytesIO(content)
    DocumentSecurityStore.add_dss(
        out, None,
        ocsps=[asn1_ocsp.OCSPResponse.load(ocsp)] if ocsp else (),
        crls=[asn1_crl.CertificateList.load(crl)] if crl else (),
    )  # fmt: skip
    return out.getvalue()


def ocsp_answer(*, revoked: datetime | None = None, made: datetime | None = None) -> bytes:
    """What the authority says of the signer's certificate."""
    root, root_key, certificate, _ = _pair()
    at = made or datetime.now(UTC)
    state = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    answer = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=certificate, issuer=root, algorithm=hashes.SHA256(), cert_status=state,
            this_update=at, next_update=at + timedelta(days=1), revocation_time=revoked,
            revocation_reason=certificates.ReasonFlags.key_compromise if revoked else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, root)
        .sign(root_key, hashes.SHA256())
    )  # fmt: skip
    return answer.public_bytes(serialization.Encoding.DER)


def revocation_list(revoked: datetime | None = None) -> bytes:
    """The authority's list; with the signer's certificate when it was ``revoked``."""
    root, root_key, certificate, _ = _pair()
    at = datetime.now(UTC)
    made = (
        certificates.CertificateRevocationListBuilder()
        .issuer_name(root.subject).last_update(at).next_update(at + timedelta(days=1))
    )  # fmt: skip
    if revoked:
        entry = certificates.RevokedCertificateBuilder().serial_number(certificate.serial_number)
        made = made.add_revoked_certificate(entry.revocation_date(revoked).build())
    return made.sign(root_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _stamper() -> DummyTimeStamper:
    """A time stamping authority under the root, with the signer's key."""
    root, root_key, certificate, key = _pair()
    made = (
        certificates.CertificateBuilder(extensions=list(certificate.extensions))
        .subject_name(_name("Dấu thời gian thử")).issuer_name(root.subject)
        .public_key(key.public_key()).serial_number(certificates.random_serial_number())
        .not_valid_before(certificate.not_valid_before_utc)
        .not_valid_after(certificate.not_valid_after_utc)
        .add_extension(certificates.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        .sign(root_key, hashes.SHA256())
    )  # fmt: skip
    return DummyTimeStamper(_loaded(made), _private(key))


def _loaded(certificate: certificates.Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _private(key: Any) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ))  # fmt: skip


def _signed(content: bytes, stamped: bool, kept: bytes) -> bytes:
    root, _, certificate, key = _pair()
    store = SimpleCertificateStore()
    store.register(_loaded(root))
    signer = signers.SimpleSigner(
        signing_cert=_loaded(certificate), signing_key=_private(key), cert_registry=store
    )
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)),
        signers.PdfSignatureMetadata(
            field_name="ChuKy", embed_validation_info=bool(kept),
            validation_context=ValidationContext(
                trust_roots=[_loaded(root)], other_certs=[_loaded(root)], allow_fetching=False,
                ocsps=[asn1_ocsp.OCSPResponse.load(kept)],
            ) if kept else None,
        ), signer=signer,
        timestamper=_stamper() if stamped else None,
    )  # fmt: skip
    return out.getvalue()
