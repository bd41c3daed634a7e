"""The page of the brief: what stands on it."""

import pytest
from flask import Flask

from tests.practice.brief_pages import NOTE, block, cells, noted, said_on, usual
from tests.practice.brief_records import PROSE, Writer, at, overfull
from tests.support.counting import counted_queries
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.practice.services.brief import Shown, read_brief
from tracker.web.extensions import db
from tracker.wording.cautions import CAUTIONS
from tracker.wording.warning_signs import WARNING_SIGNS

MOST_QUERIES = 16
pytestmark = pytest.mark.usefixtures("evening")


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
    assert "was 6.0 Wed 25 Feb to Tue 3 Mar" in page.text, "the days that are compared"
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
        {"local_day": write.ago(2), "name": "ibuprofen", "taken_at": at(write.ago(2), 7)},
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
    assert block(page, "cautions") == (
        "Cautions Blood thinner confirmed Fri 2 Jan 2026, before this course began "
        "Pregnancy Due in May; confirmed Sun 1 Feb 2026, before this course began "
        "Pregnancy and heat, Tue 3 Mar: Ask the midwife or doctor before heat on the back or belly."
    )
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
    assert block(page, "cautions") == "Cautions Last confirmed Sun 1 Feb 2026. Pregnancy Epilepsy Since childhood"


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
    assert "Where: calf, foot Side effects: not recorded" in text
    assert "Li Wen recorded: BL57 left, 0 needles, 25 min, side effects: Fainting (severe), Drowsy or tired" in text
    assert "Ana recorded: no side effects seen" in text


def test_what_another_app_called_things_is_no_note(owner: Browser, write: Writer) -> None:
    brought = {"kind": "moment", "leg_pain": 8, "imported_from": "bearable", "from_words": True}
    write.entries(
        {**brought, "for_date": write.ago(0), "note": "Bearable: Sciatica (Severe), am"},
        {**brought, "for_date": write.ago(1), "note": "Sat too long\nBearable: Sciatica (Severe), am"},
    )
    text = block(owner.get(owner.path("brief")), "notes")
    assert "Sat too long" in text
    assert "Bearable" not in text


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


def test_an_empty_record_says_so_in_a_few_lines(owner: Browser) -> None:
    page = owner.get(owner.path("brief"))
    assert "The last 14 days, since Wed 18 Feb 2026: 0 of 14 days logged." in said_on(page)
    assert "There is no course yet, so there is no starting week to compare with." in page.text
    assert block(page, "pain").endswith("No pain score since then.")
    assert block(page, "session").endswith("No session of a course yet.")
    shown = [section.attrs["id"] for section in page.all("section[id]")]
    assert shown == ["brief-cautions", "brief-pain", "brief-session", "brief-medicine"]


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


def test_a_brief_asks_the_database_as_often_whatever_the_record(app: Flask, somebody: Person, write: Writer) -> None:
    usual(write)
    write.record(write.sessions({"local_day": write.ago(1), "course_id": None})[0])
    usually = len(queries_of(app, somebody))
    full = make_person(app, "Full", now=EVENING)
    overfull(Writer(app, full.patient_id, TODAY), PROSE)
    assert usually == len(queries_of(app, full)) == MOST_QUERIES - 1
    assert len(queries_of(app, full, "1990-01-01")) == MOST_QUERIES  # and where the record begins
    assert len(queries_of(app, make_person(app, "Empty", now=EVENING))) <= MOST_QUERIES


def test_a_full_sheet_still_names_every_caution_and_says_what_it_leaves_out(app: Flask) -> None:
    person = make_person(app, "Full", now=EVENING)
    overfull(Writer(app, person.patient_id, TODAY), PROSE)
    page = sign_in(app, person).get(f"/patients/{person.patient_id}/brief")
    assert "brief-small" in page.one("article").attrs["class"]
    for words in CAUTIONS.values():
        assert words in block(page, "cautions")
    assert block(page, "notes").endswith("and 21 more")
    assert block(page, "questions").endswith("and 11 more")
    assert len(page.body) < 60_000
