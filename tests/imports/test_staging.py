"""A long file stored in pieces: nothing of it is seen before all of it is, and nothing stays where it ends early."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, delete, func, select, update

from tests.imports.support import BEARABLE, bring, look, say, upload
from tests.imports.test_long import waiting_of
from tests.imports.test_pages import WORDS, live, own
from tests.support.pages import Browser
from tests.support.people import session_of
from tracker.diary.models import Entry
from tracker.domain.acting import Author
from tracker.importers import kept
from tracker.imports.models import ImportReplaced, ImportRun
from tracker.imports.services import staging, storing
from tracker.imports.services.comparing import MODELS, compare
from tracker.imports.services.storing import OtherByNow, Work
from tracker.imports.services.taking_back import take_back
from tracker.operations.jobs import JOBS
from tracker.treatment.models import TreatmentSession

DAY = date(2026, 3, 1)
DAILY = BEARABLE.read_bytes().replace(b'"pre"', b'""').replace(b'"am"', b'""')


@pytest.fixture(autouse=True)
def _in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "BREATH_SECONDS", 0)


def engine_of(browser: Browser) -> Engine:
    with session_of(browser.app) as session:
        found = session.get_bind()
    assert isinstance(found, Engine)
    return found


def author_of(browser: Browser) -> Author:
    now, zone = datetime.now(UTC), ZoneInfo("Europe/Berlin")
    return Author(patient_id=own(browser), account_id=None, now=now, name="Rosa", zone=zone)


def work_of(browser: Browser) -> Work:
    """The file that waits, and what its page told."""
    waiting = waiting_of(browser)
    told = compare(engine_of(browser), own(browser), waiting.folder, waiting.choices).mark
    assert waiting.told is not None
    return Work(waiting, "bearable", waiting.told.rows, told)


def all_rows(browser: Browser) -> list[int]:
    """How many rows each table has in all, those that are deleted as well."""
    with session_of(browser.app) as session:
        return [
            session.execute(select(func.count()).select_from(model)).scalar_one()
            for model in (*MODELS.values(), ImportRun, ImportReplaced)
        ]


def stored(browser: Browser, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Store the file that waits; something happens behind its first piece."""
    acts = [meanwhile]

    def note(_rows: int) -> None:
        for act in acts:
            acts.remove(act)
            act()

    staging.store(engine_of(browser), author_of(browser), work_of(browser), note)


def score(browser: Browser, leg: str) -> None:
    browser.post(browser.path(f"days/{DAY}/details"), {"leg_pain": leg, "id": ""})


def test_nothing_is_seen_before_all_of_it_is(rosa: Browser) -> None:
    say(rosa, upload(rosa, BEARABLE), WORDS)
    file = rosa.path("exports/entries.csv")
    header = rosa.client.get(file).get_data().splitlines()
    seen: list[Any] = []
    stored(rosa, lambda: seen.append((live(rosa), all_rows(rosa)[0] > 0, rosa.client.get(file).get_data())))
    (before, staged, written) = seen[0]
    assert (before, staged) == ([0, 0, 0], True)
    assert written.splitlines() == header
    assert live(rosa) == [3, 1, 2]
    assert len(rosa.client.get(file).get_data().splitlines()) > len(header)
    with session_of(rosa.app) as session:
        run = session.execute(select(ImportRun)).scalar_one()
        assert run.counts == {"entry": 3, "session": 1, "dose": 2, "replaced": 0}
        take_back(session, author_of(rosa), run.id)
        session.commit()
    assert live(rosa) == [0, 0, 0]
    stored_rows = all_rows(rosa)
    upload(rosa, BEARABLE)
    say(rosa, look(rosa), WORDS)
    stored(rosa)
    assert live(rosa) == [3, 1, 2]
    assert all_rows(rosa)[:5] == stored_rows[:5]


def test_the_same_file_twice_changes_nothing(rosa: Browser) -> None:
    say(rosa, upload(rosa, BEARABLE), WORDS)
    stored(rosa)
    with pytest.raises(storing.AlreadyBrought):
        stored(rosa)
    assert live(rosa, ImportRun) == [1]
    assert live(rosa) == [3, 1, 2]


def test_what_takes_the_place_of_a_day_comes_at_once_and_goes_again(rosa: Browser) -> None:
    score(rosa, "7")
    page = say(rosa, upload(rosa, DAILY), {"Shall words": "yes"})
    say(rosa, page, {"Days that are in your diary": "take"})
    stored(rosa, lambda: scores_are(rosa, [7]))
    with session_of(rosa.app) as session:
        run = session.execute(select(ImportRun)).scalar_one()
        assert run.counts["replaced"] == 1
        take_back(session, author_of(rosa), run.id)
        session.commit()
    scores_are(rosa, [7])


def scores_are(browser: Browser, expected: list[int]) -> None:
    with session_of(browser.app) as session:
        found = session.execute(select(Entry.leg_pain).where(Entry.live(own(browser)), Entry.kind == "daily"))
        assert list(found.scalars()) == expected


def changed_by_hand(browser: Browser) -> None:
    with session_of(browser.app) as session:
        session.execute(update(Entry).where(Entry.live(own(browser))).values(leg_pain=3))
        session.commit()


def swept(browser: Browser) -> None:
    staging.sweep(engine_of(browser), patient_id=own(browser))


def removed(browser: Browser) -> None:
    with session_of(browser.app) as session:
        session.execute(delete(Entry).where(Entry.patient_id == own(browser)))
        session.commit()


@pytest.mark.parametrize(
    ("before", "meanwhile"),
    [
        ("", lambda rosa: score(rosa, "7")),
        ("7", changed_by_hand),
        ("", swept),
        ("", removed),
    ],
    ids=["a day is entered", "a day is changed", "it is swept", "a row goes"],
)
def test_what_changes_meanwhile_is_told_and_nothing_of_the_file_stays(
    rosa: Browser, before: str, meanwhile: Callable[[Browser], None]
) -> None:
    if before:
        score(rosa, before)
    page = say(rosa, upload(rosa, DAILY), {"Shall words": "yes"})
    if before:
        say(rosa, page, {"Days that are in your diary": "take"})
    rows = all_rows(rosa)
    with pytest.raises(OtherByNow):
        stored(rosa, lambda: meanwhile(rosa))
    scores_are(rosa, [3] if before else [7] if all_rows(rosa)[0] else [])
    assert all_rows(rosa)[1:] == rows[1:]


def test_a_visit_that_is_entered_meanwhile_may_be_one_of_the_file(rosa: Browser) -> None:
    say(rosa, upload(rosa, BEARABLE), WORDS)
    work = work_of(rosa)
    with pytest.raises(OtherByNow):
        staging.store(engine_of(rosa), author_of(rosa), work, lambda done: visit(rosa) if done == work.rows else None)
    assert live(rosa, TreatmentSession, Entry) == [1, 0]
    assert all_rows(rosa)[0] == 0


def visit(browser: Browser) -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    with session_of(browser.app) as session:
        session.add(
            TreatmentSession(
                patient_id=own(browser), id=uuid4(), kind="acupuncture", status="attended",
                started_at=at, started_offset=60, local_day=at.date(), entered_at=at,
            )
        )  # fmt: skip
        session.commit()


def test_what_a_server_left_that_ended_in_the_middle_goes_by_the_clock(
    rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(rosa, upload(rosa, BEARABLE), WORDS)
    none, now = all_rows(rosa), datetime.now(UTC)
    with monkeypatch.context() as patched:
        patched.setattr(staging, "sweep", lambda *_given, **_said: None)
        patched.setattr(storing, "check_told", _killed)
        with pytest.raises(KeyboardInterrupt):
            stored(rosa)
    left = all_rows(rosa)
    assert (live(rosa), left[0]) == ([0, 0, 0], 3)
    clear = next(job for job in JOBS if job.name == "clear")
    settings = rosa.app.extensions["settings"]
    clear.work(engine_of(rosa), settings, now + staging.LEFT_AFTER - timedelta(minutes=1))
    assert all_rows(rosa) == left
    clear.work(engine_of(rosa), settings, now + staging.LEFT_AFTER + timedelta(hours=1))
    assert all_rows(rosa) == none


def _killed(*_given: Any) -> None:
    raise KeyboardInterrupt


def test_after_an_end_in_the_middle_the_same_yes_brings_all_of_it(
    rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = say(rosa, upload(rosa, BEARABLE), WORDS)
    with monkeypatch.context() as patched:
        patched.setattr(staging, "sweep", lambda *_given, **_said: None)
        patched.setattr(storing, "check_told", _killed)
        with pytest.raises(KeyboardInterrupt):
            stored(rosa)
    assert "Brought in from Bearable" in bring(rosa, page).text
    assert live(rosa) == [3, 1, 2]
    undone = all_rows(rosa)
    swept(rosa)
    assert all_rows(rosa) == undone


def test_only_what_has_no_import_is_swept(rosa: Browser) -> None:
    say(rosa, upload(rosa, BEARABLE), WORDS)
    stored(rosa)
    with session_of(rosa.app) as session:
        take_back(session, author_of(rosa), session.execute(select(ImportRun.id)).scalar_one())
        session.commit()
    rows = all_rows(rosa)
    staging.sweep_old(engine_of(rosa), datetime.now(UTC) + timedelta(days=300))
    assert all_rows(rosa) == rows


def test_each_piece_is_of_one_kind_and_in_order(rosa: Browser) -> None:
    say(rosa, upload(rosa, BEARABLE), WORDS)
    pieces = list(kept.each_piece(waiting_of(rosa).folder))
    assert [(piece.what, len(piece.ids), len(piece.lines)) for piece in pieces] == [
        ("entry", 3, 3),
        ("dose", 2, 2),
        ("session", 1, 1),
    ]
