"""The key that signs the manifest: Ed25519, made once, never leaves the data folder."""

import base64
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from portal.secret_files import kept_secret


def private_key(data: Path) -> Ed25519PrivateKey:
    """The key of this portal, made at first use; two processes at once agree."""
    path = data / "secrets" / "site_signing_key.pem"
    key = load_pem_private_key(kept_secret(path, _new_key), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"not an Ed25519 key: {path}")
    return key


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )


def public_pem(data: Path) -> str:
    """The public key as PEM: what readers verify a copy of the site with."""
    key = private_key(data).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def sign(data: Path, content: bytes) -> str:
    """The signature of ``content``, as one line of base64."""
    return base64.b64encode(private_key(data).sign(content)).decode() + "\n"


def signature_fits(pem: bytes, content: bytes, signature: str) -> bool:
    """Whether ``signature`` is that of ``content``; ValueError when ``pem`` is no such key."""
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    try:
        key.verify(base64.b64decode(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True
