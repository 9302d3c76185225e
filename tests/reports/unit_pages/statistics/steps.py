"""The cells that tests of the statistics table type into."""

from portal.reports import queries as reads
from portal.reports.overview import overview

CELL, BEFORE = "stat:i.1-nhiem-vu:current", "stat:i.1-nhiem-vu:previous"
DONE, SHARE = "stat:i.1-hoan-thanh:current", "stat:2.4-dung-han:current"


def fresh(duty):
    return overview(reads.duty_row(duty.id))
