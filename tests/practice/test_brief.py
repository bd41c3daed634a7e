"""The page of the brief: what stands on it, for whom, and what it leaves out."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.practice.brief_records import PROSE, Writer, overfull, steady
from tests.support.counting import counted_queries
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_link_holder, as_practitioner, events_of, make_link, make_practitioner, share
from tracker.domain.access_log import Act
from tracker.domain.warning_signs import WARNING_SIGNS
from tracker.extensions import db
from tracker.practice.services.brief import Shown, read_brief

EVENING = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)  # Tuesday, 19:30 in Berlin
TODAY = date(2026, 3, 3)
MOST_QUERIES = 14
NOTE = "canary in a note"


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def rosa(app: Flask) -> Person:
    return make_person(app, "Rosa", now=EVENING)


@pytest.fixture
def write(app: Flask, rosa: Person) -> Writer:
    return Writer(app, rosa.patient_id, TODAY)


@pytest.fixture
def owner(app: Flask, rosa: Person) -> Browser:
    return sign_in(app, rosa)


def block(page: Page, code: str) -> str:
    """The words of one block, empty where it is not there."""
    found = page.all(f"section[id=brief-{code}]")
    return " ".join(found[0].to_text().split()) if found else ""


def said_on(page: Page) -> str:
    """The words of the page, without the blank that stands before a colon after something bold."""
    return page.text.replace(" :", ":")


def cells(page: Page, code: str) -> list[list[str]]:
    """The rows of a block's table."""
    section = page.one(f"section[id=brief-{code}]")
    return [[" ".join(cell.to_text().split()) for cell in row.query("th, td")] for row in section.query("tbody tr")]


def usual(write: Writer) -> None:
    """Five sessions, the last on Friday 27 February, and a diary of every day."""
    course_id = write.course(goal="Walk to the market")
    steady(write, 6, 4)
    write.sessions(
        *(
            {"local_day": write.ago(days), "course_id": course_id, "leg_before": 5, "leg_after": 0}
            for days in (20, 16, 12)
        ),
        {
            "local_day": write.ago(4),
            "course_id": course_id,
            "practitioner": "Li Wen",
            "leg_before": 5,
            "leg_after": 0,
            "back_before": 0,
            "points": "BL40 left; GB30 both",
            "helped": "somewhat",
            "side_effects": "bruise mild; tired",
        },
        {"local_day": write.ago(-3), "course_id": course_id, "status": "planned"},
    )


def test_a_brief_says_what_happened_since_the_last_session(owner: Browser, write: Writer) -> None:
    usual(write)
    page = owner.get(owner.path("brief"))
    assert page.heading == "Brief: Rosa"
    assert "Since the last session, Fri 27 Feb 2026: 5 of 5 days logged." in said_on(page)
    assert "Made Tue 3 Mar 2026, 19:30." in page.text
    assert "4 of 10 sessions done" in page.text
    assert "Acupuncture, initial phase, 2 a week." in page.text
    assert "Goal: Walk to the market" in page.text
    assert "Leg pain is down 2.0 points (33 %) from your starting week: 6.0 to 4.0." in page.text
    assert "What this cannot tell: This shows what happened, not why." in page.text
    assert cells(page, "pain") == [["Leg", "4.0 5 days", "4.0 7 days"], ["Back", "3.0 5 days", "3.0 7 days"]]
    assert cells(page, "session") == [["Leg", "5", "0", "4"], ["Back", "0", "–", "3"]]
    session = block(page, "session")
    assert "Acupuncture, session 4 Fri 27 Feb 2026, Li Wen" in session
    assert "Points: BL40 left; GB30 both" in session
    assert "Side effects: Bruise (mild), Drowsy or tired Helped: somewhat" in session
    assert "4 sessions done, 6 planned by today, planned end Sat 14 Mar 2026. The first review is due." in block(
        page, "plan"
    )
    assert block(page, "medicine").endswith("Nothing noted since then.")
    assert block(page, "cautions").endswith("None noted.")
    empty = ("signs", "farthest", "effects", "care", "function", "notes", "changes", "questions")
    assert [block(page, code) for code in empty] == [""] * len(empty)
    assert not page.all(".notice-warning")


def test_pain_since_then_stands_beside_the_week_before_with_its_ends(owner: Browser, write: Writer) -> None:
    course_id = write.course()
    write.sessions({"local_day": write.ago(4), "course_id": course_id})
    scores = {11: 7, 10: 5, 5: 6, 4: 3, 2: 0, 1: 4, 12: 10}
    write.entries(*({"for_date": write.ago(days), "leg_pain": leg} for days, leg in scores.items()))
    page = owner.get(owner.path("brief"))
    assert cells(page, "pain") == [
        ["Leg", "2.3 0 to 4, 3 days", "6.0 5 to 7, 3 days"],
        ["Back", "– no day logged", "– no day logged"],
    ]
    assert "Leg lowest 0 on Sun 1 Mar, highest 4 on Mon 2 Mar." in block(page, "pain")
    assert "This shows what happened, not why." in block(page, "pain")


def test_high_pain_two_days_running_is_told_in_numbers(owner: Browser, write: Writer) -> None:
    usual(write)
    with_flare = write.course(kind="physiotherapy", started_on=write.ago(3))
    write.sessions({"local_day": write.ago(3), "kind": "physiotherapy", "course_id": with_flare})
    assert "High two days" not in block(owner.get(owner.path("brief")), "pain")
    person = make_person(owner.app, "Ines", now=EVENING)
    other = Writer(owner.app, person.patient_id, TODAY)
    other.sessions({"local_day": other.ago(10), "course_id": other.course()})
    scores = dict.fromkeys(range(2, 18), 4) | {0: 8, 1: 7}
    other.entries(*({"for_date": other.ago(days), "leg_pain": leg} for days, leg in scores.items()))
    told = "High two days running: 7 on Mon 2 Mar, 8 on Tue 3 Mar; starting week 4.0."
    assert told in block(sign_in(owner.app, person).get(f"/patients/{person.patient_id}/brief"), "pain")


def test_warning_signs_come_first_and_alone_are_red(owner: Browser, write: Writer) -> None:
    write.sessions(
        {"local_day": write.ago(2), "course_id": write.course(), "side_effects": "bruise; infection"},
        {"local_day": write.ago(1), "kind": "heat", "side_effects": "new_numbness"},
    )
    write.entries(
        {"for_date": write.ago(13), "leg_pain": 3, "warning_signs": ("bladder_change",)},
        {"for_date": write.ago(1), "leg_pain": 3, "warning_signs": ("bladder_change", "fever_chills")},
        {"for_date": write.ago(14), "leg_pain": 3, "warning_signs": ("injury",)},
    )
    page = owner.get(owner.path("brief"))
    lines = [" ".join(line.to_text().split()) for line in page.one("section[aria-label='Warning signs']").query("li")]
    assert lines == [
        f"{WARNING_SIGNS['bladder_change']} on 2 days, last Mon 2 Mar",
        "Fever or chills Mon 2 Mar",
        "New numbness or tingling after a session, Mon 2 Mar",
        "Signs of infection after a session, Sun 1 Mar",
    ]
    earlier = owner.get(owner.path("brief?since=2026-02-01"))
    assert "A bad fall or accident" in earlier.text


def test_signs_are_told_as_the_latest_number_and_the_one_before(owner: Browser, write: Writer) -> None:
    write.sessions({"local_day": write.ago(4), "course_id": write.course()})
    write.entries(
        {"for_date": write.ago(5), "leg_pain": 3, "numbness_tingling": 6, "weakness": 2},
        {"for_date": write.ago(1), "leg_pain": 3, "numbness_tingling": 0},
        {"for_date": write.ago(1), "leg_pain": 3, "kind": "moment", "numbness_tingling": 9, "sleep_disturbed": 4},
    )
    page = owner.get(owner.path("brief"))
    pairs = [" ".join(pair.to_text().split()) for pair in page.one("section[id=brief-signs]").query("dl > div")]
    assert pairs == [
        "Numbness or tingling 0 Mon 2 Mar before 6 Thu 26 Feb",
        "Sleep disturbed 4 Mon 2 Mar before – not scored",
    ]


def test_what_was_done_taken_asked_and_changed(owner: Browser, write: Writer) -> None:
    usual(write)
    write.sessions(
        {"local_day": write.ago(1), "kind": "heat", "minutes": 20},
        {"local_day": write.ago(0), "kind": "heat", "minutes": 15, "side_effects": "redness mild"},
        {"local_day": write.ago(3), "kind": "walking"},
        {"local_day": write.ago(9), "kind": "ice", "minutes": 10},
        {"local_day": write.ago(1), "kind": "swimming", "status": "planned"},
    )
    write.doses(
        {"local_day": write.ago(2), "name": "Ibuprofen"},
        {"local_day": write.ago(2), "name": "ibuprofen"},
        {"local_day": write.ago(1)},
        {"local_day": write.ago(9), "name": "Naproxen"},
    )
    write.caution("pregnancy", "Due in May")
    write.caution("blood_thinner", None, write.ago(60))
    write.questions("Can I cycle?", "How often from now on?")
    write.activity("Stand while cooking", {write.ago(25): 2, write.ago(3): 7})
    write.activity("Walk to the market", {write.ago(2): 0}, 1)
    write.add_change("fall_or_strain", write.ago(2), "Slipped on the stairs")
    write.add_change("work", write.ago(5))
    page = owner.get(owner.path("brief"))
    assert block(page, "care").endswith("Heat 2 times (35 min), walking 1 time.")
    assert "Redness: noted in 1 session, at worst mild" in block(page, "effects")
    assert "Bruise" not in block(page, "effects")
    assert block(page, "medicine") == "Medicine Ibuprofen 2 times on 1 day Took none on 1 day"
    cautions = "Blood thinner confirmed on Fri 2 Jan 2026 Pregnancy Due in May; confirmed on Sun 1 Feb 2026"
    assert block(page, "cautions") == f"Cautions {cautions}"
    assert block(page, "questions") == "To ask at the session Can I cycle? How often from now on?"
    assert cells(page, "function") == [
        ["Stand while cooking", "2 Fri 6 Feb", "7 Sat 28 Feb"],
        ["Walk to the market", "–", "0 Sun 1 Mar"],
    ]
    assert block(page, "changes") == "What else changed Sun 1 Mar: Fall or strain: Slipped on the stairs"


def test_cautions_confirmed_together_say_so_once(owner: Browser, write: Writer) -> None:
    write.caution("pregnancy")
    write.caution("epilepsy", "Since childhood")
    page = owner.get(owner.path("brief"))
    assert block(page, "cautions") == "Cautions Pregnancy Epilepsy Since childhood All confirmed on Sun 1 Feb 2026."


def test_the_farthest_point_then_and_now(owner: Browser, write: Writer) -> None:
    course_id = write.course(started_on=write.ago(13))
    write.sessions(
        {"local_day": write.ago(13), "course_id": course_id}, {"local_day": write.ago(4), "course_id": course_id}
    )
    write.entries(
        *(
            {
                "for_date": write.ago(days),
                "leg_pain": 3,
                "regions": ("heel",) if days > 6 else ("thigh_back", "buttock"),
            }
            for days in range(14)
        )
    )
    text = block(owner.get(owner.path("brief")), "farthest")
    assert "Then and now: week 1, foot; week 2, thigh." in text
    assert "It moved up toward the back. Clinicians call it centralising" in text
    assert "It is often a good sign, though not always." in text
    assert "Since then, farthest: back of the thigh, last on Tue 3 Mar." in text


def test_the_practitioners_record_stands_beside_the_patients_view(owner: Browser, write: Writer) -> None:
    session_id = write.sessions({"local_day": write.ago(2), "course_id": write.course(), "zones": ("calf", "foot")})[0]
    write.record(
        session_id,
        points="BL57 left",
        needle_count=0,
        needle_minutes=25,
        adverse_events=[{"item": "fainting", "severity": "severe"}, {"item": "tired"}],
    )
    write.record(session_id, by_name="Ana", adverse_events=[])
    text = block(owner.get(owner.path("brief")), "session")
    assert "Where: calf, foot Side effects: none noted" in text
    assert "Li Wen recorded: BL57 left, 0 needles, 25 min, side effects: Fainting (severe), Drowsy or tired" in text
    assert "Ana recorded: no side effects seen" in text


def noted(write: Writer) -> None:
    """A note in every place that takes one, since the session of four days ago."""
    usual(write)
    write.sessions({"local_day": write.ago(1), "kind": "heat", "note": f"{NOTE} of heat"})
    write.doses({"local_day": write.ago(2), "name": "Ibuprofen", "note": f"{NOTE} of medicine"})
    write.entries({"for_date": write.ago(3), "kind": "moment", "leg_pain": 3, "note": f"{NOTE} of a moment"})
    write.add_change("work", write.ago(2), f"{NOTE} of a change")


def test_notes_come_newest_first_and_are_cut(owner: Browser, write: Writer) -> None:
    noted(write)
    write.entries(
        {"for_date": write.ago(0), "kind": "moment", "leg_pain": 3, "note": PROSE * 5},
        {"for_date": write.ago(5), "kind": "moment", "leg_pain": 3, "note": f"{NOTE} from before"},
    )
    write.sessions({"local_day": write.ago(6), "kind": "heat", "note": f"{NOTE} from before"})
    text = block(owner.get(owner.path("brief")), "notes")
    assert text.startswith("Notes, newest first Tue 3 Mar: Walked to the market")
    assert "slept well after that. Walked to the market and back" in text
    assert "without getting up, and slept… Mon 2 Mar" in text
    assert "from before" not in text
    places = [text.index(f"{NOTE} {of}") for of in ("of heat", "of medicine", "of a moment")]
    assert places == sorted(places)
    assert "Mon 2 Mar, heat: canary in a note of heat" in text
    assert "Sun 1 Mar, medicine: canary" in text
    write.entries(*({"for_date": write.ago(0), "kind": "moment", "leg_pain": 1, "note": "More"} for _ in range(7)))
    assert block(owner.get(owner.path("brief")), "notes").endswith("and 6 more")


Look = Callable[[Flask, Person], Browser]


def practises(**terms: Any) -> Look:
    def look(app: Flask, person: Person) -> Browser:
        practitioner = make_practitioner(app)
        share(app, person, practitioner, **terms)
        return as_practitioner(app, practitioner, person)

    return look


def holds_link(**terms: Any) -> Look:
    return lambda app, person: as_link_holder(app, person, make_link(app, person, **terms))


@pytest.mark.parametrize("look", [practises(notes=False), holds_link(notes=False)], ids=["practitioner", "link"])
def test_notes_that_are_not_shared_are_not_there(app: Flask, rosa: Person, write: Writer, look: Look) -> None:
    noted(write)
    page = look(app, rosa).get(f"/patients/{rosa.patient_id}/brief")
    assert page.status == 200
    assert NOTE not in page.body
    assert block(page, "notes") == "Notes Notes are not shared."
    assert "Sun 1 Mar: Work" in block(page, "changes")


@pytest.mark.parametrize("look", [practises(notes=True), holds_link(notes=True)], ids=["practitioner", "link"])
def test_notes_that_are_shared_are_there(app: Flask, rosa: Person, write: Writer, look: Look) -> None:
    noted(write)
    page = look(app, rosa).get(f"/patients/{rosa.patient_id}/brief")
    assert page.body.count(NOTE) == 4
    assert "your starting week" not in page.text


@pytest.mark.parametrize(
    "look", [practises(first_day=TODAY - timedelta(days=6)), holds_link(first_day=TODAY - timedelta(days=6))]
)
def test_what_is_older_than_the_shared_day_is_not_part_of_it(
    app: Flask, rosa: Person, write: Writer, look: Look
) -> None:
    usual(write)
    write.entries({"for_date": write.ago(9), "kind": "moment", "leg_pain": 3, "warning_signs": ("bladder_change",)})
    page = look(app, rosa).get(f"/patients/{rosa.patient_id}/brief?since=2026-01-01")
    assert "Since Wed 25 Feb 2026: 7 of 7 days logged." in said_on(page)
    assert "Shared from Wed 25 Feb 2026 on." in page.text
    assert "No course is shown: one that began before the record was shared is not part of it." in page.text
    assert "Trouble starting" not in page.text
    assert cells(page, "pain")[0] == ["Leg", "4.0 7 days", "– no day logged"]


def ways_on(page: Page) -> list[str]:
    return [" ".join(link.to_text().split()) for link in page.all("section[aria-label='This brief'] a")]


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (practises(may_record=True), ["Progress", "Write a note", "Record a session"]),
        (practises(may_record=False), ["Progress", "Write a note"]),
        (holds_link(), []),
    ],
    ids=["records", "practitioner", "link"],
)
def test_a_look_is_logged_and_each_reader_has_their_own_ways_on(
    app: Flask, rosa: Person, write: Writer, look: Look, expected: list[str]
) -> None:
    usual(write)
    page = look(app, rosa).get(f"/patients/{rosa.patient_id}/brief")
    assert ways_on(page) == expected
    assert [(event.act, event.page) for event in events_of(app, rosa)] == [(Act.LOOKED, "practice.brief")]


def test_the_owner_looks_without_a_line_in_the_log(app: Flask, rosa: Person, owner: Browser) -> None:
    assert ways_on(owner.get(owner.path("brief"))) == ["Progress", "Add a question"]
    assert events_of(app, rosa) == []


def test_nobody_else_sees_it(app: Flask, rosa: Person, client: Browser) -> None:
    stranger = make_practitioner(app, "Stranger")
    assert as_practitioner(app, stranger, rosa).get(f"/patients/{rosa.patient_id}/brief").status == 404
    assert client.get(f"/patients/{rosa.patient_id}/brief", follow=False).status == 302


def test_an_empty_record_says_so_in_a_few_lines(owner: Browser) -> None:
    page = owner.get(owner.path("brief"))
    assert "The last 14 days, since Wed 18 Feb 2026: 0 of 14 days logged." in said_on(page)
    assert "There is no course yet, so there is no starting week to compare with." in page.text
    assert block(page, "pain").endswith("No pain score since then.")
    assert block(page, "session").endswith("No session yet.")
    shown = [section.attrs["id"] for section in page.all("section[id]")]
    assert shown == ["brief-pain", "brief-session", "brief-medicine", "brief-cautions"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2026-03-04", "That day is still to come. This page goes back to Fri 27 Feb 2026."),
        (
            "yesterday",
            "Please give the date as year-month-day, such as 2026-03-01. This page goes back to Fri 27 Feb 2026.",
        ),
        ("2026-02-30", "This day is not in the calendar. This page goes back to Fri 27 Feb 2026."),
        ("1999-01-01", "The record begins on Wed 4 Feb 2026. This page goes back to Wed 4 Feb 2026."),
    ],
)
def test_a_day_that_cannot_be_used_is_said(owner: Browser, write: Writer, asked: str, said: str) -> None:
    usual(write)
    page = owner.get(owner.path(f"brief?since={asked}"))
    assert page.status == 200
    assert said in page.text


def test_another_day_is_chosen_by_a_form_that_needs_no_script(owner: Browser, write: Writer) -> None:
    usual(write)
    page = owner.get(owner.path("brief"))
    chosen = owner.submit(page, since="2026-03-02")
    assert "Since Mon 2 Mar 2026: 2 of 2 days logged." in said_on(chosen)
    assert "This page goes back" not in chosen.text
    assert ways_on(chosen)[0] == "Since the last session"
    assert "hidden" in page.one("button[data-print]").attrs


def test_the_last_session_is_one_before_today_of_the_running_courses_kind(owner: Browser, write: Writer) -> None:
    course_id = write.course()
    write.sessions(
        {"local_day": write.ago(0), "course_id": course_id},
        {"local_day": write.ago(1), "kind": "physiotherapy"},
        {"local_day": write.ago(3), "course_id": course_id},
        {"local_day": write.ago(2), "course_id": course_id, "status": "missed"},
    )
    page = owner.get(owner.path("brief"))
    assert "Since the last session, Sat 28 Feb 2026" in page.text
    assert "Acupuncture, session 1" in block(page, "session")
    assert block(page, "care").endswith("Acupuncture 1 time, physiotherapy 1 time.")


def test_without_a_running_course_two_weeks_are_shown_and_the_last_session_all_the_same(
    owner: Browser, write: Writer
) -> None:
    course_id = write.course(phase="ended", started_on=write.ago(90), ended_on=write.ago(40))
    write.sessions({"local_day": write.ago(41), "course_id": course_id})
    page = owner.get(owner.path("brief"))
    assert "The last 14 days" in page.text
    assert "Acupuncture, ended on Thu 22 Jan 2026." in page.text
    assert "Acupuncture, session 1 Wed 21 Jan 2026" in block(page, "session")


def queries_of(app: Flask, person: Person, asked: str | None = None) -> list[str]:
    with app.app_context(), counted_queries(app) as seen:
        read_brief(db.session(), person.patient_id, asked, TODAY, Shown())
    return seen


def test_a_brief_asks_the_database_as_often_whatever_the_record(app: Flask, rosa: Person, write: Writer) -> None:
    usual(write)
    write.record(write.sessions({"local_day": write.ago(1), "course_id": None})[0])
    usually = len(queries_of(app, rosa))
    full = make_person(app, "Full", now=EVENING)
    overfull(Writer(app, full.patient_id, TODAY), PROSE)
    assert usually == len(queries_of(app, full)) == len(queries_of(app, full, "1990-01-01")) == MOST_QUERIES
    assert len(queries_of(app, make_person(app, "Empty", now=EVENING))) <= MOST_QUERIES


def test_a_full_sheet_still_names_every_caution_and_says_what_it_leaves_out(app: Flask) -> None:
    person = make_person(app, "Full", now=EVENING)
    overfull(Writer(app, person.patient_id, TODAY), PROSE)
    page = sign_in(app, person).get(f"/patients/{person.patient_id}/brief")
    assert "brief-small" in page.one("article").attrs["class"]
    for words in ("Blood thinner:", "Pacemaker, defibrillator or implanted pump:", "Metal allergy:", "Something else:"):
        assert words in block(page, "cautions")
    assert block(page, "notes").endswith("and 20 more")
    assert block(page, "questions").endswith("and 10 more")
    assert len(page.body) < 60_000
