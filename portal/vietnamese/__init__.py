"""Vietnamese as people write it: text, order, numbers and dates. Standard library only."""

from portal.vietnamese.dates import (
    format_date,
    legal_date,
    long_date,
    parse_date,
    show_date,
    weekday_name,
)
from portal.vietnamese.legacy import looks_legacy
from portal.vietnamese.numbers import file_size, format_number, parse_number
from portal.vietnamese.text import collation_key, fold, has_control, nfc, person_key, slug

__all__ = [
    "collation_key",
    "file_size",
    "fold",
    "format_date",
    "format_number",
    "has_control",
    "legal_date",
    "long_date",
    "looks_legacy",
    "nfc",
    "parse_date",
    "parse_number",
    "person_key",
    "show_date",
    "slug",
    "weekday_name",
]
