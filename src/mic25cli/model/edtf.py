"""Dates of reduced precision, as records use them. They are a part of EDTF (ISO 8601-2): a year,
month or day, perhaps with `?`, `~` or `%`, or an interval, which may be open on one side."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from mic25cli.values import FrozenData

# `\d` would also match the digits of other scripts.
_POINT = re.compile(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?([?~%]?)|\.\.", re.ASCII
)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


class DateError(ValueError):
    """A text that is not an EDTF date of the kinds that records use."""


class Edtf(FrozenData):
    """The days that a date may mean, from `earliest` to `latest`, both included; None on an open
    side. `precision` is year, month, day or interval."""

    text: str
    earliest: date | None
    latest: date | None
    precision: str
    uncertain: bool
    approximate: bool

    @property
    def vague(self) -> bool:
        """Whether it is uncertain, approximate or both, so that another time may be meant."""
        return self.uncertain or self.approximate

    def overlaps(self, other: Edtf) -> bool:
        """Whether the two may have a day in common."""
        (start, end, _), (its_start, its_end, _) = self.sort_key, other.sort_key
        return start <= its_end and its_start <= end

    @property
    def midpoint(self) -> date | None:
        """The day in the middle (the earlier of two), None for an open interval."""
        if self.earliest is None or self.latest is None:
            return None
        return self.earliest + timedelta(days=(self.latest - self.earliest).days // 2)

    @property
    def year_fraction(self) -> float | None:
        """The midpoint in years, where 2015.0 is the middle of 2015; None for an open interval."""
        if self.precision == "year" and self.earliest is not None:
            return float(self.earliest.year)
        middle = self.midpoint
        if middle is None:
            return None
        days = date(middle.year, 12, 31).timetuple().tm_yday
        return middle.year + (middle.timetuple().tm_yday - 1) / days - 0.5 + 0.5 / days

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Sort key: the start, then the end; without a start, the end."""
        return (self.earliest or self.latest or date.min, self.latest or date.max, self.text)

    def __lt__(self, other: Edtf) -> bool:
        return self.sort_key < other.sort_key


def year_scale(day: date) -> float:
    """The end of a day as a number of years: the last day of 2025 is 2026.0."""
    before = date(day.year, 1, 1).toordinal() - 1
    return day.year + (day.toordinal() - before) / (date(day.year, 12, 31).toordinal() - before)


def day_after(day: date) -> date:
    """The next day; for the last day of the calendar, the same day."""
    return day if day == date.max else day + timedelta(days=1)


def year_to(end: date) -> date:
    """The first day of the twelve months that end on a day."""
    after = day_after(end)
    return after.replace(year=after.year - 1)


def _end_of_month(first: date) -> date:
    """The last day of a month; the standard library's `calendar` is slow to import."""
    if first.month == 12:
        return first.replace(day=31)
    return first.replace(month=first.month + 1) - timedelta(days=1)


def _point(match: re.Match[str]) -> tuple[date, date, str, str] | None:
    text, year, month, day, mark = match.group(0, 1, 2, 3, 4)
    if year is None:
        return None
    try:
        if day is not None:
            whole = date(int(year), int(month), int(day))
            return whole, whole, "day", mark
        if month is not None:
            first = date(int(year), int(month), 1)
            return first, _end_of_month(first), "month", mark
        return date(int(year), 1, 1), date(int(year), 12, 31), "year", mark
    except ValueError as fault:
        if not int(year):
            raise DateError(f"'{text}' is not a date: there is no year {year}") from fault
        days = _end_of_month(date(int(year), int(month), 1)).day
        raise DateError(f"'{text}' is not a date. Give a day from 1 to {days}") from fault


@lru_cache(maxsize=8192)
def parse(text: str) -> Edtf:
    """Read an EDTF text; raise `DateError` (a ValueError), which says what is wrong."""
    points = [_POINT.fullmatch(part) for part in text.split("/")]
    matches = [match for match in points if match is not None]
    if len(points) > 2 or len(matches) < len(points):
        odd = re.match(r"\d{4}-(\d\d)\b", text)
        why = "" if odd is None or 1 <= int(odd[1]) <= 12 else f": there is no month {odd[1]}"
        forms = "2015, 2015-05, 2015-05-19 or 2016/2018"
        if (months := from_year_name(text, 4)) != text:
            forms = f"a financial year with its months, such as {months} from April on"
        elif fiscal := re.fullmatch(r"FY\W?(\d\d)?(\d\d)", text, re.I):
            year = int(f"{fiscal[1] or 20}{fiscal[2]}")
            # Some countries name the year by its end, others by its start.
            months, names = (
                " or ".join(spelt(each, 4) for each in (year, year + 1))
                for spelt in (year_period, year_name)
            )
            forms = f"a financial year with its months, such as {months} from April on"
            forms += f", or as {names} where 'year_starts' is set"
        raise DateError(f"'{text}' is not a date{why}. Write {forms}")
    low, *after = map(_point, matches)
    if not after:
        if low is None:
            raise DateError("'..' is an open end of an interval, not a date. Write a date")
        first, last, precision, mark = low
        return Edtf(text, first, last, precision, mark in {"?", "%"}, mark in {"~", "%"})
    high = after[0]
    if low is None and high is None:
        raise DateError("an interval needs at least one date. Write 2016/2018, ../2016 or 2016/..")
    if low is not None and high is not None and low[0] > high[1]:
        raise DateError(f"the period '{text}' ends before it starts. Write the earlier date first")
    marks = {side[3] for side in (low, high) if side is not None}
    return Edtf(
        text,
        low[0] if low else None,
        high[1] if high else None,
        "interval",
        bool(marks & {"?", "%"}),
        bool(marks & {"~", "%"}),
    )


def year_end(year: int, starts: int = 1) -> date:
    """The last day of a year. If years start in a later month, it is the year that ends in the one
    given."""
    return date(year, 12, 31) if starts == 1 else date(year, starts, 1) - timedelta(days=1)


def year_period(year: int, starts: int = 1) -> str:
    """A whole year as EDTF: `2024`, or with years that start in April `2023-04/2024-03`."""
    if starts == 1:
        return f"{year:04d}"
    return f"{year - 1:04d}-{starts:02d}/{year:04d}-{starts - 1:02d}"


def year_name(year: int, starts: int = 1) -> str:
    """The name of a year: `2024`, or `2023/24` if years start in another month."""
    return str(year) if starts == 1 else f"{year - 1}/{year % 100:02d}"


def named_year(period: str) -> str | None:
    """The name of a whole year that does not start in January: `2023/24`; None otherwise."""
    year, starts = year_of(period), int(period[5:7]) if _MONTHS.fullmatch(period) else 1
    own = starts > 1 and year and year_period(year, starts) == period
    return year_name(year, starts) if own and year else None


_MONTHS = re.compile(r"\d{4}-\d\d/\d{4}-\d\d")
_YEAR_NAME = re.compile(r"(?:FY ?)?(\d{4})[/-](\d{2})", re.ASCII | re.IGNORECASE)
_PART = re.compile(
    r"(?P<year>\d{4})[ -]?(?P<part>Q[1-4]|H[12])|(Q[1-4]|H[12])[ /-](\d{4})", re.ASCII
)


def from_year_name(text: str, starts: int) -> str:
    """The period of a year written `2023/24` or `FY2023-24`, or of a quarter or half-year; other
    texts are returned unchanged."""
    if hit := _PART.fullmatch(text.upper()):
        year, part = hit["year"] or hit[4], hit["part"] or hit[3]
        months = 3 if part[0] == "Q" else 6
        last = months * int(part[1])
        return f"{year}-{last - months + 1:02d}/{year}-{last:02d}"
    match = _YEAR_NAME.fullmatch(text)
    if starts == 1 or match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        return text
    return year_period(int(match[1]) + 1, starts)


def period_named(text: str, starts: int) -> str:
    """Like `from_year_name`, but raises `DateError` if years start in a later month and a year is
    written like a month: `2011-12`."""
    period = from_year_name(text, starts)
    if period != text and _POINT.fullmatch(text):
        year = text.replace("-", "/")
        days = "/".join(
            day.isoformat() for day in (parse(text).earliest, parse(text).latest) if day
        )
        raise DateError(
            f"'{text}' can be a month or a year. Write {year} for the year, {days} for the month"
        )
    return period


def with_last_years(text: str) -> str:
    """A text in which each year written `2023/24` is replaced by `2024`, in which it ends."""

    def last(hit: re.Match[str]) -> str:
        period = from_year_name(hit[0], 4)
        return hit[0] if period == hit[0] else period[-7:-3]

    return _YEAR_NAME.sub(last, text)


def by(text: str | None, limit: Edtf) -> bool:
    """Whether a date certainly lies before the end of `limit`; False without a date."""
    if text is None:
        return False
    latest = parse(text).latest
    return latest is not None and latest <= (limit.latest or date.max)


def without_later_years(text: str | None, until: date | None) -> str | None:
    """A text that has no date of its own; None if it names a year later than that of `until`."""
    if text is None or until is None:
        return text
    return None if max(years_in(text), default=0) > until.year else text


def years_in(text: str) -> frozenset[int]:
    """All four-digit years in a text."""
    return frozenset(map(int, _YEAR.findall(text)))


def year_of(text: str | None, starts: int = 1) -> int | None:
    """The year in which a date ends; if years start in a later month, the year by which it is
    named. None if it is not known."""
    if text is None:
        return None
    when = parse(text)
    last = when.latest or when.earliest
    return None if last is None else last.year + (1 < starts <= last.month)
