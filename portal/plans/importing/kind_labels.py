"""Words by which a plan declares a kind of inspection, a group of units, a column of a table."""

import re

from portal.plans.importing.paper import Line
from portal.vietnamese import fold

#: (words of a label without marks, mode, key); the first that fits
_PHRASES = (
    (r"(?:tu (?:to chuc )?kiem tra|kiem tra gian tiep)", "self_inspection", "tu-kiem-tra"),
    (r"(?:phuc tra|tai kiem tra|kiem tra lai)", "recheck", "phuc-tra"),
    (r"kiem tra (?:theo )?(?:cac |mot so )?hinh thuc khac", "report", "hinh-thuc-khac"),
    (r"kiem tra (?:cong tac |cong vu )?dot xuat", "unannounced", "dot-xuat"),
    (r"kiem tra (?:thong )?qua (?:bao cao|ho so)", "report", "qua-bao-cao"),
    (r"kiem tra truc tuyen", "online", "truc-tuyen"),
    (r"kiem tra (?:cai cach hanh chinh |cong tac cai cach hanh chinh |cchc )?(?:theo )?chuyen "
     r"de", "onsite", "chuyen-de"),
    (r"kiem tra (?:cong tac )?toan dien", "onsite", "toan-dien"),
    (r"kiem tra (?:viec thuc hien |ve )?(?:ky luat.{0,30}?)?cong vu", "onsite", "cong-vu"),
    (r"kiem tra (?:cong tac (?:cchc|cai cach hanh chinh) )?(?:truc tiep|thuc te|dinh ky|thuong "
     r"xuyen|theo ke hoach)", "onsite", "truc-tiep"),
)  # fmt: skip
_LABEL_LEAD = re.compile(
    r"^(?:(?:danh sach|doi tuong|cac|don vi|co quan|dia phuong|hinh thuc|noi dung|duoc|dot|cuoc"
    r"|ve|,|;|va|nhom|lich) )*"
)
#: “Các đơn vị được (kiểm tra …)”: who, before what is done.
_NAME_LEAD = re.compile(
    r"^(?:(?:danh sách|đối tượng|các|cơ quan|đơn vị|địa phương|được|thực hiện|tiến hành|nhóm|và"
    r"|hình thức)[\s,:]+)+",
    re.I,
)
_OTHERS = re.compile(r"chu tri|phoi hop|thuc hien|truc thuoc|chi dao|thanh phan|cu |doan")
FALLBACK = ("truc-tiep", "onsite", "Kiểm tra trực tiếp theo kế hoạch")


def kind_of_label(text: str) -> tuple[str, str] | None:
    """(key, mode) of the kind that a label names at its beginning."""
    label = " ".join(re.sub(r"[^\w,;\s]", " ", fold(text)).split())
    label = label[_LABEL_LEAD.match(label).end() :]  # type: ignore[union-attr]
    for pattern, mode, key in _PHRASES:
        if re.match(pattern, label):
            return key, mode
    return None


def kind_of_cell(text: str) -> tuple[str, str] | None:
    """The kind that a cell names, with or without the words “kiểm tra”."""
    return kind_of_label(text) or kind_of_label(f"kiểm tra {text}")


def listed_kinds(label: str) -> list[tuple[str, str, str]]:
    """“hình thức khác (đột xuất, qua báo cáo, trực tuyến …)”: the kinds in the brackets."""
    inner = re.search(r"\(([^)]*)", label)
    found = []
    for part in re.split(r"[,;]|\bvà\b", inner[1] if inner else ""):
        words = "Kiểm tra " + re.sub(r"(?i)^kiểm tra\s+", "", part.strip(" .…"))
        if named := kind_of_label(words):
            found.append((*named, words))
    return found


def label_of(line: Line) -> str:
    """The words by which a line may name a kind: all of a heading, or what is before a colon."""
    text = line.bare
    before, colon, _ = text.partition(":")
    if colon and len(before) < 140:
        return before
    return (
        text
        if len(text) < 140 and not text.endswith((";", ",")) and (line.level < 9 or line.heading)
        else ""
    )


def name_of_kind(label: str) -> str:
    """What a kind is called, from the label that declares it."""
    label = re.sub(r"\s*\(.*", "", label)
    words = _NAME_LEAD.sub("", label)
    words = words if kind_of_label(words) else label
    words = re.sub(
        r"(?i)^(?:danh sách|lịch)\s+(?:các\s+)?(?:cơ quan|đơn vị)?(?:[, ]*(?:cơ quan|đơn vị|địa "
        r"phương))*\s*(?:được\s+)?",
        "",
        words,
    )
    words = re.sub(
        r"(?i)\s+(?:tại |đối với )?(?:các |một số )?(?:cơ quan|đơn vị|địa "
        r"phương)[\s,\w]{0,40}(?:sau|gồm)?$|\s+(?:bao )?gồm$",
        "",
        words,
    )
    words = re.sub(r"\s+\d+(?:\s+(?:đơn vị|cơ quan).*)?$", "", words.strip(" :;.,-–*"))
    if words and not kind_of_label(words):
        words = f"Kiểm tra {words[:1].lower()}{words[1:]}"
    if words.upper() == words:
        words = words.lower()
    return (words[:1].upper() + words[1:])[:150] or FALLBACK[2]


def groups_in(text: str) -> list[str]:
    """Levels named as a whole: department, vertical, district, commune."""
    plain = fold(text)
    found = []
    if re.search(r"cac so,? (?:ban|nganh)|so, ban, nganh|co quan chuyen mon", plain):
        found.append("department")
    if re.search(r"nganh doc", plain):
        found.append("vertical")
    if re.search(r"(?:cac|cap) huyen|huyen, (?:thi xa|thanh pho)", plain):
        found.append("district")
    if re.search(r"(?:cac|cap) xa\b|xa, phuong|phuong, xa", plain):
        found.append("commune")
    return found


def unit_column(row: tuple[str, ...] | None) -> int | None:
    """The column of units, by the head of a table."""
    if row is None:
        return None
    for n, cell in enumerate(row):
        plain = fold(cell)
        named = re.search(r"(?:ten )?(?:don vi|co quan|dia phuong|doi tuong)", plain)
        if named and len(cell) < 80 and not _OTHERS.search(plain):
            return n
    return None


def kind_column(row: tuple[str, ...] | None) -> int | None:
    """The column that says how each unit is inspected."""
    return next(
        (
            n
            for n, cell in enumerate(row or ())
            if re.search(r"hinh thuc|loai|noi dung kiem tra|phuong thuc", fold(cell))
        ),
        None,
    )
