"""PDFs with text and with real digital signatures of certificates made for the test."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
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
                digital_signature=not is_root, content_commitment=False, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=is_root,
                crl_sign=is_root, encipher_only=False, decipher_only=False), True)
        )  # fmt: skip
        made += [builder.sign(root_key, hashes.SHA256()), key]
    return made[0], made[1], made[2], made[3]


def root_pem() -> bytes:
    """The root certificate, as an administrator puts it into the data folder."""
    return _pair()[0].public_bytes(serialization.Encoding.PEM)


def signed(content: bytes) -> bytes:
    """The PDF with a signature of Trần Thị Bình; in a thread, for a browser test has a loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_signed, content).result()


def _signed(content: bytes) -> bytes:
    root, _, certificate, key = _pair()
    der = serialization.Encoding.DER
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(root.public_bytes(der)))
    private = key.private_bytes(
        der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(der)),
        signing_key=keys.PrivateKeyInfo.load(private), cert_registry=store,
    )  # fmt: skip
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)),
        signers.PdfSignatureMetadata(field_name="ChuKy"), signer=signer,
    )  # fmt: skip
    return out.getvalue()
