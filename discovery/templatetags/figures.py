"""How figures are written on pages: short counts, percentages, ages; a missing value is a dash, never 0."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone

from scoring.words import written

register = template.Library()
DASH = "–"
STEPS = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))


@register.filter
def short(count: float | None) -> str:
    """12,345,678 as 12.3M; three significant digits, as marketers write it."""
    if count is None:
        return DASH
    for size, letter in STEPS:
        if abs(count) >= size * 0.9995:
            scaled = count / size
            return f"{written.fixed(scaled, 0 if scaled >= 99.95 else 1 if scaled >= 9.995 else 2)}{letter}"
    return written.fixed(count, 0 if float(count).is_integer() else 1)


@register.filter
def fixed(value: float | None, places: int = 1) -> str:
    """A number with so many decimals."""
    return DASH if value is None else written.fixed(value, places)


@register.filter
def percent(share: float | None, places: int = 1) -> str:
    """0.034 as 3.4 %."""
    return DASH if share is None else f"{written.fixed(share * 100, places)} %"


@register.filter
def times(ratio: float | None) -> str:
    """1.83 as 1.8×, 0.648 as 0.65×, as sentences have it; 24.3 as 24×."""
    return DASH if ratio is None else f"{written.fixed(ratio, 2 if ratio < 0.995 else 1 if ratio < 9.95 else 0)}×"


@register.filter
def lasted(time: timedelta | None) -> str:
    """Under 1 s, 8 s, 3 min 20 s, 2 h 5 min."""
    if time is None:
        return DASH
    if time < timedelta(seconds=1):
        return "under 1 s"
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


@register.filter(expects_localtime=True)
def ago(day: date | None) -> str:
    """How old a day, or a moment's day where the reader is, is in the largest unit that says it: today, 3 days ago, 4 years ago."""
    if day is None:
        return DASH
    days = (timezone.localdate() - (day.date() if isinstance(day, datetime) else day)).days
    for size, unit in ((365, "year"), (30, "month"), (1, "day")):
        if days >= size * (2 if size == 30 else 1):
            count = days // size
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "today" if days == 0 else f"in {-days} day{'s' if days < -1 else ''}"
