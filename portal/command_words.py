"""What is wrong with the way a command was written, in Vietnamese.

Click says it in English, through gettext, for which it ships no catalogue; a sentence that is not
known here (of a later click) is left out for “Cách viết lệnh chưa đúng.” rather than shown.
"""

import re

import click

_TYPES = {
    "integer": "số nguyên", "integer range": "số nguyên", "float": "số", "float range": "số",
    "boolean": "giá trị đúng hoặc sai (true, false)",
}  # fmt: skip
_QUOTED = r"['\"](?P<{0}>.*)['\"]"
_WORDS: tuple[tuple[str, str], ...] = (
    (
        rf"{_QUOTED.format('value')} is not a valid (?P<type>[^.]+)\..*",
        "“{value}” không phải {type}.",
    ),
    (
        r"(?P<value>\S+) is not in the range (?P<range>.+)\.",
        "{value} nằm ngoài khoảng cho phép ({range}).",
    ),
    (
        rf"{_QUOTED.format('value')} is not(?: one of)? (?P<choices>'.+')\.",
        "không có giá trị “{value}”. Chọn một trong: {choices}.",
    ),
    (rf"\w+ {_QUOTED.format('value')} does not exist\.", "Không thấy “{value}”."),
    (rf"\w+ {_QUOTED.format('value')} is a file\.", "“{value}” là tệp, cần thư mục."),
    (rf"\w+ {_QUOTED.format('value')} is a directory\.", "“{value}” là thư mục, cần tệp."),
    (rf"\w+ {_QUOTED.format('value')} is not readable\.", "“{value}” không đọc được."),
    (rf"\w+ {_QUOTED.format('value')} is not writable\.", "“{value}” không ghi được."),
    (
        r"Got unexpected extra arguments? \((?P<value>.*)\)",
        "Thừa tham số: {value}. Giá trị có dấu cách phải để trong dấu ngoặc kép.",
    ),
    (rf"Option {_QUOTED.format('value')} requires .*", "Tùy chọn “{value}” cần giá trị đi kèm."),
    (rf"Option {_QUOTED.format('value')} does not take a value\.",
     "Tùy chọn “{value}” không nhận giá trị."),
    (rf"Argument {_QUOTED.format('value')} takes (?P<n>\d+) values\.",
     "Tham số “{value}” cần {n} giá trị."),
    (r"Missing command\.", "Thiếu tên lệnh."),
)  # fmt: skip
#: Letters that English sentences do not have: a message of our own is shown as it is.
_OURS = re.compile("[À-ỹ]")
_GIVEN = re.compile(r"'[^']*'|\"[^\"]*\"")


def words_of(error: click.ClickException) -> str:
    """What went wrong, as people here would say it."""
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn “{error.option_name}”."
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"Không có lệnh “{error.command_name}”."
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {_named(error)}.{_choices(error)}"
    said = _said(error.message) if isinstance(error, click.UsageError) else error.format_message()
    if isinstance(error, click.BadParameter):
        return f"{_named(error)[:1].upper()}{_named(error)[1:]}: {said}"
    return said


def _said(message: str) -> str:
    for pattern, words in _WORDS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = found.groupdict()
            parts["type"] = _TYPES.get(parts.get("type") or "", "giá trị hợp lệ")
            parts["choices"] = (parts.get("choices") or "").replace("'", "")
            return words.format(**parts)
    return message if _OURS.search(_GIVEN.sub("", message)) else "Cách viết lệnh chưa đúng."


def _named(error: click.BadParameter) -> str:
    """The parameter as the line that says how to write the command names it."""
    if error.param is None or error.ctx is None:
        return "tham số"
    if isinstance(error.param, click.Option):
        return f"tùy chọn “{error.param.opts[0]}”"
    return error.param.make_metavar(error.ctx).strip("[]")


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    return f" Chọn một trong: {', '.join(kind.choices)}." if isinstance(kind, click.Choice) else ""
