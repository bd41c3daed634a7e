"""The page of exports and the downloads, as a browser sees them."""

import io
import uuid
import zipfile
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.support.counting import counted_queries
from tests.support.pages import Browser
from tracker.diary.models import Entry
from tracker.reports.views import DOWNLOADS, WHOLE
from tracker.web.extensions import db


def log(app: Flask, patient: Browser, day: date, leg: int) -> None:
    with app.app_context():
        stamps = {"entered_at": datetime(2026, 3, 1, 20, tzinfo=UTC), "entered_offset": 60, "late": False}
        facts = {"kind": "daily", "for_date": day, "leg_pain": leg}
        db.session.add(Entry(patient_id=patient.patient_id, id=uuid.uuid4(), **facts, **stamps))
        db.session.commit()


def test_the_page_offers_every_file_everything_first(patient: Browser) -> None:
    page = patient.get(patient.path("exports"))
    links = [node.attrs["href"] for node in page.all("main .card a") if node.attrs["href"].endswith(tuple(DOWNLOADS))]
    assert [link.rsplit("/", 1)[1] for link in links] == list(DOWNLOADS)
    assert "From the start to today" in page.text


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download(app: Flask, patient: Browser, name: str) -> None:
    log(app, patient, date(2026, 3, 1), 0)
    page = patient.get(patient.path(f"exports/{name}"))
    assert page.status == 200
    assert page.headers["Content-Type"] == DOWNLOADS[name]
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    disposition = page.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert disposition.endswith(name.removeprefix("all") if name in WHOLE else f"={name}")
    head = patient.client.head(patient.path(f"exports/{name}"))
    assert (head.status_code, head.get_data()) == (200, b"")
    assert head.headers["Content-Disposition"] == disposition


def test_the_archive_holds_what_the_files_hold(app: Flask, patient: Browser) -> None:
    log(app, patient, date(2026, 3, 1), 4)
    data = patient.get(patient.path("exports/all.zip")).response.get_data()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("entries.csv") == patient.get(patient.path("exports/entries.csv")).response.get_data()


def test_a_chosen_range_goes_into_the_downloads(app: Flask, patient: Browser) -> None:
    for day in range(1, 5):
        log(app, patient, date(2026, 3, day), day)
    assert patient.get(patient.path("exports")).form("exports").names() == {"from", "to"}
    page = patient.get(patient.path("exports?from=2026-03-02&to=2026-03-03"))
    assert "From Mon 2 Mar 2026 to Tue 3 Mar 2026" in page.text
    link = page.one("a[href*='entries.csv']").attrs["href"]
    assert "from=2026-03-02" in link
    assert [row.split(",")[2] for row in patient.get(link).body.splitlines()[1:]] == ['"2026-03-02"', '"2026-03-03"']


def test_one_tap_ranges_say_which_is_shown(patient: Browser) -> None:
    page = patient.get(patient.path("exports"))
    assert page.one("a[aria-current=true]").to_text() == "Everything"
    recent = next(node for node in page.all("main a") if node.to_text() == "Last 3 months")
    again = patient.get(recent.attrs["href"])
    assert again.one("a[aria-current=true]").to_text() == "Last 3 months"


BAD_RANGES = [
    ("from=2026-02-30", "from", "This day is not in the calendar."),
    ("to=yesterday", "to", "Please give the date as year-month-day"),
    ("from=2026-03-02&to=2026-03-01", "to", "The last day is before the first day."),
    ("from=0000-00-00", "from", "This day is not in the calendar."),
    ("from=%00", "from", "Please give the date"),
    ("to=" + "9" * 5000, "to", "Please give the date"),
]


@pytest.mark.parametrize(("query", "field", "message"), BAD_RANGES)
@pytest.mark.parametrize("rest", ["exports", "exports/entries.csv", "exports/all.zip"])
def test_a_bad_range_is_told_beside_its_field(
    patient: Browser, rest: str, query: str, field: str, message: str
) -> None:
    page = patient.get(patient.path(f"{rest}?{query}"))
    assert page.status == 422
    assert message in page.error_of(field)
    assert not page.all("a[href*='.csv']")


@pytest.mark.parametrize("name", ["account.csv", "README.txt", "other.csv", "..%2fall.zip", "entries.csv/"])
def test_no_other_file_is_there(patient: Browser, name: str) -> None:
    assert patient.get(patient.path(f"exports/{name}")).status == 404


@pytest.mark.parametrize("rest", ["exports", "exports/entries.csv", "exports/all.zip"])
def test_nobody_else_sees_them(client: Browser, patient: Browser, other: Browser, rest: str) -> None:
    assert other.get(patient.path(rest)).status == 404
    turned_away = client.get(patient.path(rest), follow=False)
    assert turned_away.status in {302, 303}
    assert "/sign-in" in turned_away.location


def test_a_download_holds_no_connection_between_its_pieces(app: Flask, patient: Browser) -> None:
    response = patient.client.get(patient.path("exports/all.zip"), buffered=False)
    with app.app_context():
        pool = db.engine.pool
    pieces = response.iter_encoded()
    next(pieces)
    assert pool.checkedout() == 0  # type: ignore[attr-defined]
    log(app, patient, date(2026, 3, 1), 5)
    assert b"".join(pieces)
    response.close()


def test_the_page_asks_the_same_however_long_the_diary(app: Flask, patient: Browser) -> None:
    def asked() -> int:
        with counted_queries(app) as seen:
            patient.get(patient.path("exports"))
        return len(seen)

    patient.get(patient.path("exports"))
    few = asked()
    for day in range(1, 21):
        log(app, patient, date(2026, 3, day), 3)
    assert asked() == few <= 3
