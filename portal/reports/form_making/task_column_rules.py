"""The columns of Phụ lục I as the office edits them: named, left out, moved, two added. Pure.

A heading left empty hides its column; an added column is there once it has a heading. The order
is written with the numbers of ``NUMBERED``, from left to right.
"""

from typing import Any

from portal.reports.form_making.part_rules import Raw

#: Columns whose headings the office words; the day stands beside the number.
TASK_COLUMNS = {
    "name": "Tên nhiệm vụ",
    "doc_number": "Số văn bản",
    "doc_subject": "Trích yếu nội dung văn bản",
    "due": "Thời hạn ban hành văn bản",
    "on_time": "Đúng hạn/quá hạn",
    "note": "Ghi chú",
}
#: Columns of free text that a form may add.
EXTRAS = {"extra_1": "Cột thêm 1", "extra_2": "Cột thêm 2"}
NUMBERED = tuple({**TASK_COLUMNS, **EXTRAS})
ORDER_HINT = "; ".join(
    f"{number} {words}" for number, words in enumerate({**TASK_COLUMNS, **EXTRAS}.values(), start=1)
)


def label_of(raw: Any, code: str) -> str:
    """The heading of a column; "" when it is hidden, or not there."""
    row = _row(raw, code)
    if row is None:
        return TASK_COLUMNS.get(code, "")
    return "" if row.get("hidden") else str(row["label"])


def put_label(raw: Raw, code: str, label: str) -> None:
    """Name a column; without a heading it is hidden, an added one taken out."""
    row = _row(raw, code)
    if row is None:
        if label == TASK_COLUMNS.get(code, ""):
            return
        row = {"code": code, "label": TASK_COLUMNS.get(code, ""), "type": "text"}
        raw["tasks"].setdefault("columns", []).append(row)
    if label:
        row["label"] = label
        row.pop("hidden", None)
    elif code in EXTRAS:
        raw["tasks"]["columns"].remove(row)
    else:
        row["hidden"] = True


def order_of(raw: Any) -> str:
    """The order of the columns as it is edited; "" for the usual one."""
    listed = [row["code"] for row in _rows(raw) if row["code"] in NUMBERED]
    if listed == [code for code in NUMBERED if code in listed]:
        return ""
    return " ".join(str(NUMBERED.index(code) + 1) for code in listed)


def put_order(raw: Raw, text: str) -> None:
    """Move the columns; those that ``text`` does not name follow in their usual order."""
    named = [NUMBERED[int(number) - 1] for number in text.split()]
    order = [*named, *(code for code in NUMBERED if code not in named)]
    places: dict[str, float] = {code: place for place, code in enumerate(order)}
    places |= {"no": -1, "doc_date": places["doc_number"] + 0.5}
    _rows(raw).sort(key=lambda row: places.get(row["code"], len(order)))


def read_order(text: str) -> str:
    """“1, 2, 4,3” as “1 2 4 3”; ValueError when a number is unknown or doubled."""
    numbers = text.replace(",", " ").replace(";", " ").split()
    known = {str(number) for number in range(1, len(NUMBERED) + 1)}
    if len(set(numbers)) < len(numbers) or not known >= set(numbers):
        raise ValueError(f"Ghi mỗi số một lần, cách nhau bằng dấu cách: {ORDER_HINT}.")
    return " ".join(numbers)


def _rows(raw: Any) -> list[Any]:
    rows: list[Any] = raw["tasks"].get("columns", [])
    return rows


def _row(raw: Any, code: str) -> Any:
    return next((row for row in _rows(raw) if row["code"] == code), None)
