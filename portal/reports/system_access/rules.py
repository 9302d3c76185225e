"""Access to software systems is recorded, its password never. Pure."""

import re

_SAID = re.compile(
    r"\b(?:mật\s*khẩu|mat\s*khau|mk|pass(?:word|wd|code)?|pwd|pin|otp)\b\s*(?:là|la|is)?\s*[:=\-–]?"
    r"\s*\S",
    re.IGNORECASE,
)
_MARKS = set("!@#$%^&*?~`+=|\\<>")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
PASSWORD_REFUSED = (
    "Có vẻ ở đây có mật khẩu. Cổng không lưu mật khẩu: chỉ ghi phần mềm, người được cấp và ngày; "
    "mật khẩu giao trực tiếp cho người dùng."
)


def password_like(text: str) -> bool:
    """Whether a text names a password or holds a word that looks like one (“Abc@12345”).

    E-mail and web addresses, số ký hiệu and names of people are none.
    """
    if _SAID.search(text):
        return True
    plain = _ADDRESS.sub(" ", _EMAIL.sub(" ", text))
    return any(map(_looks_made_up, plain.split()))


def _looks_made_up(word: str) -> bool:
    word = word.strip(".,;:()[]“”\"'")
    if len(word) < 6:
        return False
    has_digit = any(char.isdigit() for char in word)
    has_letter = any(char.isalpha() for char in word)
    has_mark = any(char in _MARKS for char in word)
    mixed = any(c.islower() for c in word) and any(c.isupper() for c in word)
    inside = bool(re.search(r"[A-Za-z]\d+[A-Za-z]", word)) and "/" not in word and "-" not in word
    return has_digit and has_letter and (has_mark or (mixed and inside and len(word) >= 8))
