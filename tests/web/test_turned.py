"""A page left open overnight: what it meant by "today" and "now" is asked about, nothing is lost, nothing assumed."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.pages import Browser, Form, Page
from tests.support.people import make_person, sign_in
from tests.support.rules import of_pages
from tracker.diary.models import Entry
from tracker.treatment.models import Dose, TreatmentSession
from tracker.web import turned

LATE = datetime(2026, 11, 28, 22, 50, tzinfo=UTC)  # Saturday, 23:50 in Berlin
NEXT = datetime(2026, 11, 28, 23, 5, tzinfo=UTC)  # Sunday, 00:05: the sign-in is still alive
FRI, SAT, SUN = (date(2026, 11, day) for day in (27, 28, 29))
TODAY = "Today, Sun 29 Nov"

# Every changing address of a record. Those that mean the day or the minute of their page ask; the others say why not.
ASKS = {
    "diary.score",
    "diary.details",
    "diary.new_moment",
    "treatment.self_care",
    "treatment.new_session",
    "treatment.new_dose",
    "treatment.dose_again",
    "treatment.none_taken",
    "treatment.record_new",
}
STORED = "changes what is stored, which keeps its own day"
NAMED = "its day is asked for, and no time stands beside it that goes by unseen"
SENT = "is of the moment at which it is sent, whatever page it stood on"
WHY_NOT = {
    "diary.entry": STORED,
    "diary.life_event": STORED,
    "diary.delete_entry": STORED,
    "diary.delete_life_event": STORED,
    "diary.new_life_event": NAMED,
    "treatment.session": STORED,
    "treatment.session_as_before": STORED,
    "treatment.happened": STORED,
    "treatment.later_ones": STORED,
    "treatment.delete_later_ones": STORED,
    "treatment.series": NAMED,
    "diary.tags": STORED,
    "dashboard.fit_questions": SENT,
    "dashboard.delete_fit": STORED,
    "treatment.delete_session": STORED,
    "treatment.dose": STORED,
    "treatment.delete_dose": STORED,
    "treatment.new_course": NAMED,
    "experiments.new_experiment": NAMED,
    "experiments.stop": SENT,
    "experiments.delete": STORED,
    "treatment.edit_course": STORED,
    "treatment.delete_course": STORED,
    "treatment.count_sessions": STORED,
    "treatment.write_record": STORED,
    "treatment.delete_record": STORED,
}
# Nothing of these is about a day that a page could have meant: questions, notes, plans, the share, set-up.
OTHER_FEATURES = {"correspondence", "imports", "papers", "patients", "reports", "review", "sharing", "practice"}


def test_every_changing_address_of_a_record_asks_or_says_why_not(app: Flask) -> None:
    changing = {
        rule.endpoint for rule in of_pages(app) if "POST" in (rule.methods or ()) and "patient_id" in rule.arguments
    }
    assert {name for name in changing if name.partition(".")[0] not in OTHER_FEATURES} == ASKS | set(WHY_NOT)
    assert not ASKS & set(WHY_NOT)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def rosa(app: Flask, clock: time_machine.Traveller) -> Browser:
    return sign_in(app, make_person(app, "Rosa", now=LATE))


def rows(db_session: Session, model: Any) -> list[Any]:
    found = list(db_session.execute(select(model).where(model.deleted_at.is_(None))).scalars())
    db_session.expunge_all()
    db_session.rollback()
    return found


def scores(db_session: Session) -> dict[date, tuple[int | None, int | None, bool]]:
    return {row.for_date: (row.leg_pain, row.back_pain, row.late) for row in rows(db_session, Entry)}


def overnight(rosa: Browser, clock: time_machine.Traveller, path: str) -> Page:
    """A page as it stands in the morning."""
    page = rosa.get(rosa.path(path))
    clock.move_to(NEXT)
    return page


def answer(rosa: Browser, page: Page, words: str) -> Page:
    """Press one of the buttons of the question."""
    assert page.status == 422
    assert page.heading == "Which day is this for?"
    for said in ("This page is from Sat 28 Nov", "It is Sun 29 Nov now", "Nothing is saved yet."):
        assert said in page.text
    (node,) = [node for node in page.all("form") if words in node.to_text()]
    form = Form(node)
    return rosa.post(form.action, form.fields())


def link_to(page: Page, part: str) -> str:
    (href,) = [node.attrs["href"] for node in page.all("a[href]") if part in node.attrs["href"]]
    return str(href)


def tap(rosa: Browser, page: Page, site: str, score: int) -> Page:
    return rosa.submit(page, f"/{site}", score=str(score))


def test_a_tap_on_yesterdays_page_is_asked_about_and_counts_for_today(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session
) -> None:
    tap(rosa, rosa.get(rosa.path("today")), "leg", 6)
    page = tap(rosa, overnight(rosa, clock, "today"), "leg", 3)
    assert "Save leg pain 3 for:" in page.text
    assert scores(db_session) == {SAT: (6, None, False)}
    done = answer(rosa, page, TODAY)
    assert "Saved: leg 3, average of the last 24 hours" in done.text
    assert scores(db_session) == {SAT: (6, None, False), SUN: (3, None, False)}


def test_or_for_the_day_of_the_page_where_it_is_late(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session
) -> None:
    page = tap(rosa, overnight(rosa, clock, "today"), "back", 2)
    done = answer(rosa, page, "Sat 28 Nov")
    assert done.heading == "Saturday 28 November"
    assert scores(db_session) == {SAT: (None, 2, True)}


def test_today_has_another_score_by_now_which_is_asked_about_too(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session
) -> None:
    page = overnight(rosa, clock, "today")
    tap(rosa, rosa.get(rosa.path("today")), "leg", 5)
    asked = answer(rosa, tap(rosa, page, "leg", 3), TODAY)
    assert asked.status == 422
    assert "Which one counts?" in asked.text
    assert scores(db_session) == {SUN: (5, None, False)}


def test_a_deliberate_back_fill_is_not_asked_about(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session
) -> None:
    clock.move_to(NEXT)
    done = tap(rosa, rosa.get(rosa.path(f"days/{SAT}")), "leg", 4)
    assert "Saved: leg 4 for Sat 28 Nov" in done.text
    assert scores(db_session) == {SAT: (4, None, True)}


def test_nor_is_a_day_page_that_was_left_open(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session
) -> None:
    page = overnight(rosa, clock, "days/2026-11-26")
    assert "Saved: leg 4 for Thu 26 Nov" in tap(rosa, page, "leg", 4).text
    assert scores(db_session) == {date(2026, 11, 26): (4, None, True)}


def test_only_what_was_given_this_morning_goes_into_todays_details(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session
) -> None:
    tap(rosa, rosa.get(rosa.path("today")), "leg", 6)
    rosa.submit(rosa.get(rosa.path("today")), "/details", note="Long drive", side="left", qualities=["burning"])
    page = overnight(rosa, clock, "today")
    tap(rosa, rosa.get(rosa.path("today")), "leg", 3)
    asked = rosa.submit(page, "/details", sleep_disturbed="7")
    answer(rosa, asked, TODAY)
    kept = {row.for_date: row for row in rows(db_session, Entry)}
    assert (kept[SUN].sleep_disturbed, kept[SUN].note, kept[SUN].side, kept[SUN].qualities) == (7, None, None, ())
    assert (kept[SAT].sleep_disturbed, kept[SAT].note, kept[SAT].qualities) == (None, "Long drive", ("burning",))


def test_details_for_the_day_of_the_page_are_all_kept(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session
) -> None:
    tap(rosa, rosa.get(rosa.path("today")), "leg", 6)
    page = overnight(rosa, clock, "today")
    asked = rosa.submit(page, "/details", note="Two\nlines", regions=["calf", "ankle"])
    answer(rosa, asked, "Sat 28 Nov")
    (kept,) = rows(db_session, Entry)
    assert (kept.for_date, kept.leg_pain, kept.note, kept.regions, kept.late) == (
        *(SAT, 6, "Two\nlines", ("calf", "ankle"), False),
    )


def test_places_that_the_page_only_offered_are_no_answer_about_today(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session
) -> None:
    friday = rosa.path(f"days/{FRI}")
    rosa.submit(rosa.get(friday), "/leg", score="4")
    rosa.submit(rosa.get(friday), "/details", side="left", regions=["calf"])
    tap(rosa, rosa.get(rosa.path("today")), "leg", 6)
    page = overnight(rosa, clock, "today")
    tap(rosa, rosa.get(rosa.path("today")), "leg", 3)
    rosa.submit(rosa.get(rosa.path("today")), "/details", side="right", regions=["ankle"])
    asked = rosa.submit(page, "/details", note="Long drive")
    answer(rosa, asked, TODAY)
    kept = {row.for_date: row for row in rows(db_session, Entry)}
    assert (kept[SUN].side, kept[SUN].regions, kept[SUN].note) == ("right", ("ankle",), "Long drive")
    assert (kept[SAT].side, kept[SAT].regions) == (None, ())


def test_a_ticked_warning_sign_leads_to_help_at_once(rosa: Browser, clock: time_machine.Traveller) -> None:
    tap(rosa, rosa.get(rosa.path("today")), "leg", 6)
    page = overnight(rosa, clock, "today")
    asked = rosa.submit(page, "/details", warning_signs=["saddle_numbness"])
    assert "You ticked a warning sign. Do not wait for this form" in asked.text
    assert answer(rosa, asked, "Sat 28 Nov").heading == "Get help now"


@pytest.mark.parametrize("path", ["today", "sessions/new"])
def test_one_tap_care_asks(rosa: Browser, clock: time_machine.Traveller, db_session: Session, path: str) -> None:
    page = rosa.submit(overnight(rosa, clock, path), "/self-care/heat")
    assert rows(db_session, TreatmentSession) == []
    assert "Sat 28 Nov: say when" in page.text
    form = rosa.get(link_to(page, f"day={SAT}")).form("/sessions/new/heat")
    assert ("day", SAT.isoformat()) in form.fields()
    answer(rosa, page, "Now: Sun 29 Nov, 00:05")
    assert [row.local_day for row in rows(db_session, TreatmentSession)] == [SUN]


@pytest.mark.parametrize("path", ["today", "medication"])
@pytest.mark.parametrize(("words", "day"), [(TODAY, SUN), ("Sat 28 Nov", SAT)])
def test_took_none_asks(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session, path: str, words: str, day: date
) -> None:
    page = rosa.submit(overnight(rosa, clock, path), "/medication/none")
    assert "Save “took none” for:" in page.text
    answer(rosa, page, words)
    assert [(row.local_day, row.none_taken) for row in rows(db_session, Dose)] == [(day, True)]


def add_dose(rosa: Browser, page: Page) -> Page:
    return rosa.submit(page, "/medication/new", name="Naproxen", amount="250", unit="mg")


def test_the_same_medicine_again_asks(rosa: Browser, clock: time_machine.Traveller, db_session: Session) -> None:
    add_dose(rosa, rosa.get(rosa.path("medication/new")))
    page = rosa.submit(overnight(rosa, clock, "medication"), "/medication/again")
    assert "Save Naproxen 250 mg for:" in page.text
    fields = dict(rosa.get(link_to(page, "like=")).form("/medication/new").fields())
    assert (fields["name"], fields["amount"], fields["unit"], fields["day"], fields["clock"]) == (
        *("Naproxen", "250", "mg", SAT.isoformat(), ""),
    )
    answer(rosa, page, "Now: Sun 29 Nov, 00:05")
    assert sorted(row.local_day for row in rows(db_session, Dose)) == [SAT, SUN]


def test_like_a_dose_that_is_not_there_is_like_none(rosa: Browser) -> None:
    for like in (uuid.uuid4(), "x"):
        fields = dict(rosa.get(rosa.path(f"medication/new?like={like}&day=2026-11-30")).form("/medication").fields())
        assert (fields["name"], fields["day"], fields["clock"]) == ("", SAT.isoformat(), "23:50")


MOMENT = ("moments/new", Entry, "for_date", {"leg_pain": "4"})
DOSE = ("medication/new", Dose, "local_day", {"name": "Naproxen"})
HEAT = ("sessions/new/heat", TreatmentSession, "local_day", {"minutes": "20"})


@pytest.mark.parametrize("case", [MOMENT, DOSE, HEAT])
@pytest.mark.parametrize(("words", "day"), [("Now: Sun 29 Nov, 00:05", SUN), ("Sat 28 Nov, 23:50", SAT)])
def test_a_form_whose_now_is_over_asks(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session, case: Any, words: str, day: date
) -> None:
    path, model, column, typed = case
    page = rosa.submit(overnight(rosa, clock, path), path, **typed)
    assert rows(db_session, model) == []
    answer(rosa, page, words)
    assert [getattr(row, column) for row in rows(db_session, model)] == [day]


@pytest.mark.parametrize(
    ("path", "field", "model"), [("moments/new", "for_time", Entry), ("medication/new", "clock", Dose)]
)
def test_a_time_that_was_typed_is_meant(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session, path: str, field: str, model: Any
) -> None:
    typed: dict[str, Any] = {"leg_pain": "4"} if model is Entry else {"name": "Naproxen"}
    rosa.submit(overnight(rosa, clock, path), path, **typed | {field: "21:00"})
    assert len(rows(db_session, model)) == 1


def test_before_midnight_nothing_is_asked(rosa: Browser, clock: time_machine.Traveller, db_session: Session) -> None:
    page = rosa.get(rosa.path("today"))
    clock.shift(60 * 5)
    tap(rosa, page, "leg", 3)
    assert scores(db_session) == {SAT: (3, None, False)}


def test_the_day_turns_on_the_patients_own_clock(
    app: Flask, clock: time_machine.Traveller, db_session: Session
) -> None:
    clock.move_to(datetime(2026, 11, 29, 9, 55, tzinfo=UTC))  # 23:55 on Saturday in Honolulu
    away = sign_in(app, make_person(app, "Kai", now=LATE, zone="Pacific/Honolulu"))
    page = away.get(away.path("today"))
    clock.shift(180)
    tap(away, page, "leg", 3)
    assert scores(db_session) == {SAT: (3, None, False)}
    clock.shift(180)
    assert tap(away, page, "leg", 4).heading == "Which day is this for?"


@pytest.mark.parametrize(
    "said", ["", "yesterday", "2026-11-28", "2026-99-99T99:99", "2026-11-28T23:40+01", "2030-01-01T00:00"]
)
def test_a_page_that_does_not_say_when_it_was_shown_is_taken_at_its_word(
    rosa: Browser, clock: time_machine.Traveller, db_session: Session, said: str
) -> None:
    clock.move_to(NEXT)
    rosa.post(rosa.path(f"days/{SAT}/leg"), {"score": "3", "page_now": said})
    assert scores(db_session) == {SAT: (3, None, True)}


def test_what_is_asked_again_holds_nothing_of_the_question(app: Flask, rosa: Browser) -> None:
    with app.test_request_context(
        "/", method="POST", data={"score": "3", "page_now": "2026-11-28T23:40", "opened": "{}", "csrf_token": "x"}
    ):
        assert turned.sent() == [("score", "3"), ("opened", "{}")]
        assert turned.sent(without={"opened"}, day=SUN) == [("score", "3"), ("day", "2026-11-29")]


def test_the_year_is_said_where_it_is_another(app: Flask, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2026, 12, 31, 22, 50, tzinfo=UTC))
    rosa = sign_in(app, make_person(app, "Rosa"))
    page = rosa.get(rosa.path("today"))
    clock.move_to(datetime(2026, 12, 31, 23, 10, tzinfo=UTC))
    assert "Thu 31 Dec 2026" in tap(rosa, page, "leg", 3).text


def test_pages_of_a_record_say_by_whose_days_they_are_counted(rosa: Browser) -> None:
    raw = rosa.get(rosa.path("progress")).body
    assert 'data-day="2026-11-28"' in raw
    assert 'data-zone="Europe/Berlin"' in raw
    assert "Days here are counted in Berlin time. It is {day} there." in raw
    assert "data-zone" not in rosa.get("/evidence").body


@pytest.mark.parametrize(("zone", "in_bar"), [("Pacific/Auckland", True), ("Pacific/Honolulu", False)])
def test_a_practitioner_elsewhere_is_told_once(app: Flask, rosa: Browser, zone: str, in_bar: bool) -> None:
    """The bar names the day where the reader lives in another; else their browser tells, should it be away."""
    owner = make_person(app, "Olga", now=LATE)
    practitioner = sharing.make_practitioner(app, "Ana", zone=zone)
    sharing.share(app, owner, practitioner)
    browser = sharing.as_practitioner(app, practitioner, owner)
    page = browser.get(browser.path("progress"))
    assert ("Berlin, where it is Sat 28 Nov." in page.text) is in_bar
    assert ("Days here are Olga’s, in Berlin time. It is {day} there." in page.body) is not in_bar
    assert 'data-again-words="Load it again"' in page.body
