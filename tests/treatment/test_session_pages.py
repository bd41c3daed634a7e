"""The session form of every kind: what it asks, what it keeps, and what it refuses."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.support.pages import Browser, without_twice
from tests.treatment.conftest import Log
from tracker.domain.treatment.kinds import ASKED
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.patients.models import Caution
from tracker.treatment.models import TreatmentSession
from tracker.web import clock
from tracker.wording.vocabularies import SESSION_KINDS
from tracker.wording.warning_signs import AFTER_NEEDLING

Ago = Callable[..., dict[str, Any]]
SCORES = ("leg_before", "leg_after", "back_before", "back_after")
COMMON: dict[str, Any] = {
    "leg_before": "6",
    "leg_after": "0",
    "back_before": "10",
    "back_after": "3",
    "helped": "somewhat",
    "minutes": "45",
    "side_effects": ["pain_worse"],
    "side_effects-pain_worse-severity": "mild",
    "side_effects-pain_worse-lasted": "same_day",
    "note": "Slept well\nafterwards",
}
OWN: dict[str, dict[str, Any]] = {
    "acupuncture": {
        "zones": ["low_back", "calf"],
        "points": ["BL40", "GV4"],
        "points-BL40-side": "left",
        "points-more": "UB62 both, Zu San Li",
        "needle_count": "9",
        "needle_minutes": "30",
        "stimulation": "manual",
        "sensation": "mild",
    },
    "physiotherapy": {"exercises-0-name": "Bridge; slow", "exercises-0-sets": "3", "exercises-0-repetitions": "10"},
    "stretching": {"exercises-1-name": "Piriformis", "exercises-1-hold": "30"},
    "walking": {"distance_m": "2,5", "distance_m-unit": "km"},
    "swimming": {"distance_m": "800", "distance_m-unit": "m"},
}
PAID = {"practitioner": " Li  Wen ", "cost": "65.5", "insurance_covered": "no"}


def answers(kind: str) -> dict[str, Any]:
    typed = COMMON | OWN.get(kind, {})
    if kind in COURSE_KINDS:
        typed |= PAID
    if ASKED[kind].regions:
        typed["regions"] = ["buttock", "calf"]
    return typed


@pytest.mark.parametrize("kind", SESSION_KINDS)
def test_every_kind_asks_for_its_own_fields_and_chooses_no_score(log: Log, kind: str) -> None:
    form = log.form(f"sessions/new/{kind}").form("sessions/new")
    names, given = form.names(), dict(form.fields())
    assert ("points" in names) == ("zones" in names) == (kind == "acupuncture")
    assert ("exercises-0-name" in names) == (kind in {"physiotherapy", "stretching"})
    assert ("distance_m" in names) == (kind in {"walking", "swimming"})
    assert ("practitioner" in names) == (kind in COURSE_KINDS)
    assert {given[name] for name in (*SCORES, "helped")} == {""}
    assert given["status"] == "attended"
    assert given["day"]
    assert given["clock"]


@pytest.mark.parametrize("kind", SESSION_KINDS)
def test_every_kind_is_saved_whole_and_shown_again_as_it_was(log: Log, kind: str) -> None:
    page = log.add(kind, **answers(kind))
    assert page.status == 200
    row = log.session()
    assert (row.kind, row.status, row.minutes, row.helped) == (kind, "attended", 45, "somewhat")
    assert tuple(getattr(row, name) for name in SCORES) == (6, 0, 10, 3)
    assert row.side_effects == "pain_worse mild same_day"
    assert row.note == "Slept well\nafterwards"
    if kind in COURSE_KINDS:
        assert (row.practitioner, row.cost, row.insurance_covered) == ("Li Wen", Decimal("65.50"), False)
    before = {c.key: getattr(row, c.key) for c in TreatmentSession.__table__.columns}
    log.edit(row.id)
    after = log.session()
    assert {c.key: getattr(after, c.key) for c in TreatmentSession.__table__.columns} == before


def test_acupuncture_keeps_its_points_under_their_standard_codes(log: Log) -> None:
    log.add("acupuncture", **answers("acupuncture"))
    row = log.session()
    assert row.points == "BL40 left; GV4; BL62 both; ST36"
    assert (row.zones, row.needle_count, row.needle_minutes) == (("low_back", "calf"), 9, 30)
    assert (row.stimulation, row.sensation) == ("manual", "mild")


def test_exercises_and_distances_keep_their_numbers(log: Log) -> None:
    log.add("physiotherapy", **answers("physiotherapy"))
    log.add("stretching", **answers("stretching"))
    log.add("walking", **answers("walking"))
    log.add("swimming", **answers("swimming"))
    by_kind = {row.kind: row for row in log.sessions()}
    assert by_kind["physiotherapy"].exercises == "Bridge\\; slow [3x10, hold - s]"
    assert by_kind["stretching"].exercises == "Piriformis [-x-, hold 30 s]"
    assert by_kind["walking"].distance_m == 2500
    assert by_kind["swimming"].distance_m == 800


def test_the_next_form_says_who_treated_and_nothing_of_the_treatment(log: Log) -> None:
    course = log.course()
    log.add("acupuncture", **answers("acupuncture"))
    page = log.form("sessions/new/acupuncture")
    by_name = dict(page.form("sessions/new").fields())
    assert (by_name["practitioner"], by_name["course_id"]) == ("Li Wen", str(course))
    assert "Course, cost course from" in page.text, "what is filled in is said"
    assert {by_name[name] for name in (*SCORES, "helped", "cost", "note", "sensation", "minutes", "points-more")} == {
        ""
    }
    assert not {"side_effects", "points", "zones"} & set(by_name)


@pytest.mark.parametrize(
    ("kind", "typed", "field", "words"),
    [
        ("heat", {"leg_before": "11"}, "leg_before", "from 0 to 10"),
        ("heat", {"leg_before": "-1"}, "leg_before", "from 0 to 10"),
        ("heat", {"minutes": "0"}, "minutes", "from 1 to 720"),
        ("heat", {"minutes": "ten"}, "minutes", "whole number"),
        ("heat", {"day": "2026-02-30"}, "day", "not in the calendar"),
        ("heat", {"day": "9999-12-31", "clock": "23:59"}, "day", "two years ahead"),
        ("heat", {"day": ""}, "day", "Please give the day"),
        ("heat", {"clock": "25:00"}, "clock", "hours and minutes"),
        ("heat", {"note": "a\x00b"}, "note", "hidden character"),
        ("heat", {"note": "x" * 4001}, "note", "4,000"),
        ("heat", {"side_effects": ["bruise", "gloom"]}, "side_effects", "choose from the answers"),
        ("acupuncture", {"points-more": "BL40, P7"}, "points", "what you mean by “P7”"),
        ("acupuncture", {"points": ["BL40"], "points-BL40-side": "midline"}, "points", "midline"),
        ("acupuncture", {"points": ["BL999"]}, "points", "BL999"),
        ("acupuncture", {"minutes": "20", "needle_minutes": "30"}, "needle_minutes", "20 minutes"),
        ("acupuncture", {"practitioner": "x" * 121}, "practitioner", "120 characters"),
        ("acupuncture", {"cost": "1.2345"}, "cost", "2 digits"),
        ("acupuncture", {"cost": "1,200"}, "cost", "1,200 can be read as 1200 or as 1.2. Please write 1200 or 1.2."),
        ("acupuncture", {"needle_count": "10,000"}, "needle_count", "Please write 10."),
        ("walking", {"distance_m": "5,000"}, "distance_m", "Please write 5.0."),
        ("walking", {"distance_m": "5.000", "distance_m-unit": "m"}, "distance_m", "Please write 5000 or 5.0."),
        ("stretching", {"exercises-0-name": "Bridge", "exercises-0-hold": "1,000"}, "exercises", "Row 1: 1,000 can be"),
        ("stretching", {"exercises-1-sets": "3"}, "exercises", "Row 2"),
        ("stretching", {"exercises-0-name": "Bridge", "exercises-0-sets": "many"}, "exercises", "Row 1"),
        ("walking", {"distance_m": "0"}, "distance_m", "above 0"),
        ("walking", {"distance_m": "201"}, "distance_m", "from 0 to 200"),
    ],
)
def test_bad_input_is_named_beside_its_field_and_everything_typed_is_kept(
    log: Log, kind: str, typed: dict[str, Any], field: str, words: str
) -> None:
    kept = {"leg_after": "0", "helped": "no"}
    page = log.add(kind, **(kept | typed))
    assert page.status == 422
    assert words in page.error_of(field)
    fields = page.form("sessions/new").fields()
    for name, value in (kept | typed).items():
        for one in value if isinstance(value, list) else [value]:
            if one not in {"11", "-1", "gloom", "BL999"} and value != "midline" and "\x00" not in one:
                assert (name, one) in fields, name
    assert log.sessions() == []


def test_a_form_sent_twice_is_one_session_and_with_other_answers_says_so(log: Log) -> None:
    page = log.form("sessions/new/heat")
    first = log.browser.submit(page, "sessions/new", follow=False, minutes="20")
    again = log.browser.submit(page, "sessions/new", follow=False, minutes="20")
    assert first.location == without_twice(again.location)
    other = log.browser.submit(page, "sessions/new", follow=False, minutes="25")
    assert other.status == 422
    assert "saved before" in other.text
    assert log.session().minutes == 20


def test_markup_is_text(log: Log) -> None:
    page = log.add("massage", practitioner="<b>Li</b> & 'Wen'", follow=True)
    assert "<b>Li</b> & 'Wen'" in page.text


def test_a_serious_side_effect_is_saved_and_leads_to_help(log: Log) -> None:
    answer = log.add("acupuncture", follow=False, side_effects=["breathless"])
    assert answer.status == 303
    assert answer.location.startswith("/help-now")
    assert "from=session" in answer.location
    assert log.session().side_effects == "breathless"
    page = log.browser.get(answer.location)
    assert "What you wrote is saved" in page.text
    onward = page.one("main .actions a").attrs["href"]
    assert "Undo" in log.browser.get(onward).text, "what was saved can be taken back once the page is read"


def test_new_numbness_after_a_session_leads_to_help_and_a_bruise_does_not(log: Log) -> None:
    assert log.add("acupuncture", follow=False, side_effects=["new_numbness"]).location.startswith("/help-now")
    assert "/help-now" not in log.add("acupuncture", follow=False, side_effects=["bruise"]).location


@pytest.mark.parametrize("kind", ["acupuncture", "massage", "heat"])
def test_signs_that_cannot_wait_stand_apart_in_full_sentences(log: Log, kind: str) -> None:
    page = log.form(f"sessions/new/{kind}")
    group = page.one("#urgent")
    assert group.query("summary")[0].to_text().startswith("Get urgent help if")
    assert [link.attrs["href"] for link in group.query("a")] == ["/help-now#after"]
    boxes = [box.attrs["value"] for box in group.query("input")]
    assert boxes == [code for code in AFTER_NEEDLING if code in ASKED[kind].effects.urgent]
    others = [box.attrs["value"] for box in page.all("#side_effects input")]
    assert not set(others) & set(AFTER_NEEDLING), "nothing serious hides among the mild"


def test_ticked_signs_come_back_open_and_ticked(log: Log) -> None:
    log.add("acupuncture", follow=False, side_effects=["infection", "bruise"])
    page = log.form(f"sessions/{log.session().id}/edit")
    assert "open" in page.one("#urgent").attrs
    assert [box.attrs["value"] for box in page.one("#urgent").query("input") if "checked" in box.attrs] == ["infection"]


def test_a_refused_session_with_a_serious_sign_puts_help_first(log: Log) -> None:
    page = log.add("acupuncture", day="", side_effects=["breathless"])
    assert page.status == 422
    assert "Do not wait for this form" in page.one(".notice-warning").to_text()
    assert not log.add("acupuncture", day="", side_effects=["bruise"]).all(".notice-warning")


def test_the_ice_form_says_how_long_before_it_is_saved(log: Log) -> None:
    assert "Up to 20 minutes is usually advised" in log.form("sessions/new/ice").text
    assert "Up to 20 minutes is usually advised" not in log.form("sessions/new/heat").text


@pytest.mark.parametrize(
    ("kind", "said", "unsaid"),
    [
        ("heat", "can burn unnoticed", "blood thinner"),
        ("ice", "harmed by cold unnoticed", "implanted device"),
        ("physiotherapy", "TENS is not used over it", "needle"),
        ("massage", "Strong pressure can bruise", "TENS"),
        ("chiropractic", "Strong pressure can bruise", "TENS"),
        ("other", "about this caution: numb area", "needle goes in"),
    ],
)
def test_cautions_stand_on_the_form_of_each_kind_they_matter_for(
    log: Log, db_session: Session, kind: str, said: str, unsaid: str
) -> None:
    _carry(log, db_session, "numb_area", "blood_thinner", "implanted_device")
    notice = " ".join(log.form(f"sessions/new/{kind}").one(".notice-caution").to_text().split())
    assert said in notice
    assert unsaid not in notice
    assert log.add(kind, minutes="10", follow=False).status == 303, "a caution refuses nothing"


def test_cautions_that_say_nothing_about_a_walk_are_not_shown(log: Log, db_session: Session) -> None:
    _carry(log, db_session, "numb_area", "blood_thinner")
    assert not log.form("sessions/new/walking").all(".notice-caution")


def _carry(log: Log, db_session: Session, *kinds: str) -> None:
    today = clock.now().date()
    for kind in kinds:
        caution = Caution(
            patient_id=log.browser.patient_id, id=uuid.uuid4(), kind=kind, noted_on=today, confirmed_on=today
        )
        db_session.add(caution)
    db_session.commit()


def test_long_ice_is_saved_with_a_hint(log: Log) -> None:
    assert "longer than 20 minutes of ice" in log.add("ice", minutes="25").text
    assert "longer than 20 minutes of ice" not in log.add("ice", minutes="20").text
    assert sorted(row.minutes or 0 for row in log.sessions()) == [20, 25]


def test_cautions_stand_above_the_needles_and_pregnancy_names_its_points(log: Log, db_session: Session) -> None:
    assert "blood thinner" not in log.form("sessions/new/acupuncture").text
    _carry(log, db_session, "blood_thinner", "pregnancy", "epilepsy")
    today = clock.now().date()
    db_session.execute(update(Caution).where(Caution.kind == "epilepsy").values(ended_on=today))
    db_session.commit()
    text = log.form("sessions/new/acupuncture").text
    assert "Tell your practitioner about your blood thinner" in text
    assert "Points traditionally avoided in pregnancy: LI4, SP6, BL60" in text
    assert "no objective evidence of harm" in text
    assert "seizure" not in text
    assert log.add("acupuncture", points=["SP6"]).status == 200


def test_an_edit_keeps_the_seconds_and_the_offset_the_session_was_given_in(log: Log, db_session: Session) -> None:
    log.browser.post(log.browser.path("self-care/heat"), {"id": str(uuid.uuid4())}, follow=False)
    row = log.session()
    db_session.execute(
        update(TreatmentSession).values(started_at=row.started_at.replace(second=37), started_offset=330)
    )
    db_session.commit()
    moment = log.session().started_at
    log.edit(row.id, minutes="33")
    kept = log.session()
    assert (kept.started_at, kept.started_offset, kept.minutes) == (moment, 330, 33)


def test_a_session_for_an_earlier_day_takes_the_day_asked_for(log: Log) -> None:
    given = dict(log.form("sessions/new/heat?day=2026-01-05").form("sessions/new").fields())
    assert given["day"] == "2026-01-05"
    today = dict(log.form("sessions/new/heat?day=no").form("sessions/new").fields())["day"]
    ahead = dict(log.form("sessions/new/heat?day=9999-12-31").form("sessions/new").fields())["day"]
    assert today == ahead != "2026-01-05"


@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_kinds_and_foreign_sessions_are_not_there(log: Log, other: Browser, method: str) -> None:
    log.add("heat")
    row_id = log.session().id
    assert getattr(log.browser, method)(log.browser.path("sessions/new/surgery")).status == 404
    assert getattr(other, method)(other.path(f"sessions/{row_id}/edit")).status == 404
    assert getattr(other, method)(log.browser.path(f"sessions/{row_id}/edit")).status == 404
    assert other.post(other.path(f"sessions/{row_id}/delete")).status == 404
    assert other.post(other.path(f"sessions/{row_id}/happened"), {"status": "missed"}).status == 404
    assert log.browser.post(log.browser.path("self-care/acupuncture")).status == 404
    assert log.session().kind == "heat"


def test_a_course_of_somebody_else_or_of_another_kind_is_refused(log: Log, log_of_other: Log) -> None:
    foreign = log_of_other.course(kind="acupuncture")
    massage = log.course(kind="massage")
    log.course(kind="acupuncture")
    for course_id in (foreign, massage, uuid.uuid4()):
        page = log.add("acupuncture", course_id=str(course_id))
        assert page.status == 422
        assert "your own courses" in page.error_of("course_id")
    assert log.sessions() == []


def test_delete_and_undo(log: Log, ago: Ago) -> None:
    log.add("heat", **ago(hours=3))
    row_id = log.session().id
    answer = log.browser.post(log.browser.path(f"sessions/{row_id}/delete"), follow=False)
    assert log.sessions() == []
    assert log.form(f"sessions/{row_id}").status == 404
    assert "Deleted: heat of" in log.browser.get(answer.location).text
    log.undo(answer)
    assert log.session().id == row_id


def test_what_is_to_come_must_be_planned_and_not_too_far(log: Log) -> None:
    ahead = (clock.now() + timedelta(days=3)).date().isoformat()
    assert "still to come" in log.add("massage", day=ahead).error_of("day")
    far = (clock.now() + timedelta(days=800)).date().isoformat()
    assert "two years" in log.add("massage", day=far, status="planned").error_of("day")
    beyond = log.add("massage", day="9999-12-31", clock="23:59", status="planned")
    assert beyond.status == 422
    assert log.sessions() == []


def test_a_serious_effect_keeps_what_an_import_said_of_it(log: Log, db_session: Session) -> None:
    log.add("heat", side_effects=["burn"])
    row_id = log.session().id
    db_session.execute(update(TreatmentSession).values(side_effects="burn severe ongoing"))
    db_session.commit()
    log.edit(row_id, minutes="9")
    assert (log.session().side_effects, log.session().minutes) == ("burn severe ongoing", 9)


def test_the_longest_form_stays_small(log: Log) -> None:
    log.add("acupuncture", **answers("acupuncture"))
    assert (
        len(log.form("sessions/new/acupuncture").body.encode()) < 63_500
    )  # a kilobyte of it says what waits on the device


@pytest.mark.parametrize(
    ("typed", "unit", "metres", "shown"),
    [("2,5", "km", 2500, ("2.5", "km")), ("1234", "m", 1234, ("1234", "m")), ("12,34", "km", 12340, ("12.34", "km"))],
)
def test_a_distance_is_shown_so_that_it_can_be_saved_again(
    log: Log, typed: str, unit: str, metres: int, shown: tuple[str, str]
) -> None:
    given: dict[str, Any] = {"distance_m": typed, "distance_m-unit": unit}
    log.add("walking", **given)
    (row,) = log.sessions()
    page = log.form(f"sessions/{row.id}/edit")
    fields = dict(page.form(str(row.id)).fields())
    assert (fields["distance_m"], fields["distance_m-unit"]) == shown
    log.browser.submit(page, str(row.id))
    assert [row.distance_m for row in log.sessions()] == [metres]
