"""The key that signs the manifest: Ed25519, made once, never leaves the data folder."""

import base64
import os
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


def private_key(data: Path) -> Ed25519PrivateKey:
    """The key of this portal, made at first use; two processes at once agree."""
    path = data / "secrets" / "site_signing_key.pem"
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"not an Ed25519 key: {path}")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    made = path.with_name(f".{path.name}.{os.getpid()}")
    made.touch(0o600)
    made.write_bytes(pem)
    try:
        os.link(made, path)
    except FileExistsError:
        # another process was first; its key counts
        return
    finally:
        made.unlink()


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
