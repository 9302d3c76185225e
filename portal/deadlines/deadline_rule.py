"""Deadline rules as documents state them (DOMAIN 1.4) and the stored form of a rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal, get_args

Kind = Literal[
    "before_date",  # trước ngày …: the day itself is too late; trước … giờ ngày …
    "by_date",  # chậm nhất ngày …, đến hết ngày …: the day counts; chậm nhất … giờ ngày …
    "on_date",  # ngày …: neither before it nor after it
    "days_before_visit",  # trước ngày kiểm tra N ngày, ít nhất N ngày trước
    "days_after",  # trong N ngày kể từ ngày …
    "month",
    "quarter",
    "months",
    "range",  # từ ngày … đến hết ngày …; without an end: đến ngày kiểm tra
    "duration",  # kéo dài từ N đến M ngày, the day of the event included
    "decided_by_head",  # do Trưởng đoàn quyết định
    "free",  # the document says it in words and names no day
]
Counting = Literal["calendar", "working"]
RestDay = Literal["keep", "next_working"]

_RELATIVE = ("days_before_visit", "days_after", "duration")
_FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # kind: (required, optional)
    "before_date": (("day",), ("hour",)),
    "by_date": (("day",), ("hour",)),
    "on_date": (("day",), ()),
    "days_before_visit": (("n",), ("event", "hour")),
    "days_after": (("n",), ("event", "hour")),
    "month": (("month", "year"), ()),
    "quarter": (("quarter", "year"), ()),
    "months": (("months", "year"), ()),
    "range": (("start",), ("end", "event")),
    "duration": (("n",), ("most", "event")),
    "decided_by_head": ((), ("day",)),
    "free": (("words",), ()),
}
_SPECIFIC = (
    "day", "hour", "n", "most", "year", "month", "quarter", "months", "start", "end", "event",
    "words",
)  # fmt: skip
_LONGEST_WORDS = 300
_DATES = ("day", "start", "end")
_MISSING = {
    "day": "Thiếu ngày của thời hạn.",
    "n": "Thiếu số ngày của thời hạn.",
    "year": "Thiếu năm của thời hạn.",
    "month": "Thiếu tháng của thời hạn.",
    "quarter": "Thiếu quý của thời hạn.",
    "months": "Thiếu các tháng của thời hạn.",
    "start": "Thiếu ngày bắt đầu.",
    "words": "Thiếu lời của văn bản về thời hạn.",
}
_DEFAULT_EVENT = {"days_after": "ngày ban hành kết luận"}


class InvalidRule(ValueError):
    """The parts of a rule do not fit together; the message is for the person who typed it."""


@dataclass(frozen=True)
class DeadlineRule:
    """One deadline as a document states it; only the fields of its kind may be set.

    `event` names the day a relative rule counts from, in words that follow a preposition
    (“ngày kiểm tra”). A duration lasts `n` to `most` days (`n` exactly when `most` is absent).
    `words` is what the document says in place of a day. `hour` ends the last day early: with
    `before_date` it is “trước 17 giờ ngày …”, when the day itself still counts until then. The
    documents mean calendar days unless they say otherwise.
    """

    kind: Kind
    day: date | None = None
    hour: time | None = None
    n: int | None = None
    most: int | None = None
    year: int | None = None
    month: int | None = None
    quarter: int | None = None
    months: tuple[int, ...] = ()
    start: date | None = None
    end: date | None = None
    event: str = ""
    words: str = ""
    counting: Counting = "calendar"
    rest_day: RestDay = "keep"

    def __post_init__(self) -> None:
        if self.kind not in _FIELDS:
            raise InvalidRule(f"Không có loại thời hạn “{self.kind}”.")
        required, optional = _FIELDS[self.kind]
        for name in _SPECIFIC:
            given = getattr(self, name) not in (None, (), "")
            if name in required and not given:
                raise InvalidRule(_MISSING[name])
            if given and name not in required + optional:
                raise InvalidRule(f"Thời hạn loại “{self.kind}” không dùng trường “{name}”.")
        if self.hour is not None and (self.hour.second or self.hour == time(0)):
            raise InvalidRule("Giờ của thời hạn ghi đến phút, từ 00:01 đến 23:59.")
        self._check_values()

    def _check_values(self) -> None:
        limits = (
            ("n", 1, 366), ("most", 1, 366), ("year", 1900, 2199), ("month", 1, 12),
            ("quarter", 1, 4),
        )  # fmt: skip
        words = {
            "n": "Số ngày",
            "most": "Số ngày nhiều nhất",
            "year": "Năm",
            "month": "Tháng",
            "quarter": "Quý",
        }
        for name, low, high in limits:
            value = getattr(self, name)
            if value is not None and (type(value) is not int or not low <= value <= high):
                raise InvalidRule(f"{words[name]} phải từ {low} đến {high}.")
        if self.n is not None and self.most is not None and self.most < self.n:
            raise InvalidRule("Số ngày nhiều nhất phải bằng hoặc lớn hơn số ngày ít nhất.")
        for text in (self.event, self.words):
            if type(text) is not str or len(text) > _LONGEST_WORDS:
                raise InvalidRule(f"Lời ghi của thời hạn dài tối đa {_LONGEST_WORDS} ký tự.")
        if list(self.months) != sorted(set(self.months) & set(range(1, 13))):
            raise InvalidRule("Các tháng phải từ 1 đến 12, xếp tăng dần, không trùng nhau.")
        if self.start and self.end and self.end < self.start:
            raise InvalidRule("Ngày kết thúc phải sau ngày bắt đầu.")
        if self.counting not in get_args(Counting) or self.rest_day not in get_args(RestDay):
            raise InvalidRule("Cách tính ngày không hợp lệ.")
        if self.counting == "working" and self.kind not in _RELATIVE:
            raise InvalidRule("Chỉ thời hạn tính theo số ngày mới đếm theo ngày làm việc.")

    @property
    def needs_event(self) -> bool:
        """Whether the last day depends on the date of an event (the first session of a visit)."""
        return self.kind in _RELATIVE or (self.kind == "range" and self.end is None)

    @property
    def event_name(self) -> str:
        """The event in words."""
        return self.event or _DEFAULT_EVENT.get(self.kind, "ngày kiểm tra")

    def to_dict(self) -> dict[str, Any]:
        """Canonical JSON form: the kind, then only what differs from its default."""
        stored: dict[str, Any] = {"kind": self.kind}
        for name in _SPECIFIC:
            value = getattr(self, name)
            if value not in (None, (), ""):
                stored[name] = _to_json(value)
        if self.counting != "calendar":
            stored["counting"] = self.counting
        if self.rest_day != "keep":
            stored["rest_day"] = self.rest_day
        return stored

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "DeadlineRule":
        """The rule of `to_dict`; InvalidRule if a field is unknown or does not fit."""
        unknown = set(stored) - {"kind", "counting", "rest_day", *_SPECIFIC}
        if unknown or "kind" not in stored:
            raise InvalidRule(f"Thời hạn ghi sai: {', '.join(sorted(unknown)) or 'thiếu loại'}.")
        fields = dict(stored)
        try:
            for name in _DATES:
                if fields.get(name):
                    fields[name] = date.fromisoformat(fields[name])
            if fields.get("hour"):
                fields["hour"] = time.fromisoformat(fields["hour"])
            fields["months"] = tuple(int(month) for month in fields.get("months") or ())
            return cls(**fields)
        except TypeError as error:
            raise InvalidRule("Thời hạn ghi sai kiểu dữ liệu.") from error
        except InvalidRule:
            raise
        except ValueError as error:
            raise InvalidRule("Thời hạn ghi sai ngày, tháng hoặc giờ.") from error


def months_of(rule: DeadlineRule) -> tuple[int, ...]:
    """The months a month, quarter or months rule spans; empty for the other kinds."""
    if rule.quarter is not None:
        return tuple(range(rule.quarter * 3 - 2, rule.quarter * 3 + 1))
    return (rule.month,) if rule.month is not None else rule.months


def _to_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return list(value) if isinstance(value, tuple) else value
