"""How days are written, as their reader chose."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from babel import Locale

from tracker.domain.accounts.look import DARK, DATE_FORMATS, DAY_FIRST, ISO, MONTH_FIRST, Look
from tracker.wording import formats, language

DAY: Final = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    formats.write_dates(DAY_FIRST)


@pytest.mark.parametrize(
    ("chosen", "written"),
    [
        (DAY_FIRST, ["Tue 3 Mar", "3 Mar", "Tue 3 Mar 2026", "Tuesday 3 March", "March 2026", "Mar 2026"]),
        (MONTH_FIRST, ["Tue, Mar 3", "Mar 3", "Tue, Mar 3, 2026", "Tuesday, March 3", "March 2026", "Mar 2026"]),
        (ISO, ["Tue 2026-03-03", "03-03", "Tue 2026-03-03", "Tuesday 2026-03-03", "2026-03", "2026-03"]),
    ],
)
def test_each_way_to_write_a_day(chosen: str, written: list[str]) -> None:
    formats.write_dates(chosen)
    ways = (formats.day, formats.short_day, formats.day_year, formats.long_day, formats.month, formats.short_month)
    assert [way(DAY) for way in ways] == written


@pytest.mark.parametrize(
    ("chosen", "written"), [(DAY_FIRST, "Di., 3. März"), (MONTH_FIRST, "Di., 3. März"), (ISO, "Di 2026-03-03")]
)
def test_another_language_keeps_its_own_order(monkeypatch: pytest.MonkeyPatch, chosen: str, written: str) -> None:
    monkeypatch.setattr(formats, "locale", lambda: Locale("de"))
    formats.write_dates(chosen)
    assert formats.day(DAY) == written


def test_charts_write_them_alike() -> None:
    """What the browser writes of a day is what the server does: d3 takes `%-d` as Python does."""
    for chosen in DATE_FORMATS:
        formats.write_dates(chosen)
        written = [formats.short_day(DAY), formats.short_month(DAY)]
        assert [DAY.strftime(formats.drawn(name)) for name in ("MMMd", "yMMM")] == written


def test_a_script_is_told_how() -> None:
    told = []
    for chosen in DATE_FORMATS:
        formats.write_dates(chosen)
        told.append(formats.browser_day())
    assert told == ["{weekday} {day} {month}", "{weekday}, {month} {day}", "{weekday} {iso}"]
    assert language.locale() is None


def test_a_theme_is_a_scheme_of_css() -> None:
    assert (Look().scheme, Look(theme=DARK).scheme) == ("light dark", "only dark")
