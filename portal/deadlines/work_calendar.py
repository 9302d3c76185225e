"""Which days are working days: weekends, public holidays, days swapped by the Government."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Weekends rest, `rest_days` rest, `work_days` (làm bù) work although a weekend or holiday.

    `provisional_days` are those of both kinds that no official notice has confirmed yet. In
    `undecided_years` any day may still be swapped: no notice has settled the year.
    """

    rest_days: frozenset[date] = frozenset()
    work_days: frozenset[date] = frozenset()
    provisional_days: frozenset[date] = frozenset()
    undecided_years: frozenset[int] = frozenset()

    @cached_property
    def known_years(self) -> frozenset[int]:
        """Years for which rest days have been entered."""
        return frozenset(day.year for day in self.rest_days)

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`."""
        if day in self.work_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.rest_days

    def add_working(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); `day` itself for 0."""
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def next_working(self, day: date) -> date:
        """`day` if it is a working day, else the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def working_days(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included (length of a visit)."""
        return sum(
            self.is_working(first + _DAY * offset) for offset in range((last - first).days + 1)
        )

    def provisional(self, day: date) -> bool:
        """Whether the status of `day` may still change: it or its year is not settled yet."""
        return day in self.provisional_days or self._open_year(day.year)

    def _open_year(self, year: int) -> bool:
        return year not in self.known_years or year in self.undecided_years

    def provisional_between(self, one: date, other: date) -> bool:
        """Whether any day between the two (both included, in either order) is provisional."""
        first, last = min(one, other), max(one, other)
        if any(map(self._open_year, range(first.year, last.year + 1))):
            return True
        return any(first <= day <= last for day in self.provisional_days)
