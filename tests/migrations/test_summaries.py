"""Summaries in words, as they were kept before, are read back into what was done, and are said in the same words."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from tests.migrations.filling import fill, tables_of
from tracker.domain.values.deeds import Deed
from tracker.migrations import summaries
from tracker.operations import schema
from tracker.wording.changes import change_words

TUESDAY = date(2026, 3, 3)
# Table, words, code, facts.
KEPT: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "entry",
        "leg 0, average of the last 24 hours",
        "score",
        {"site": "leg", "score": 0, "day": "2026-03-03"},
    ),
    ("entry", "back 10 for Mon 2 Mar", "score", {"site": "back", "score": 10, "day": "2026-03-02"}),
    ("entry", "leg 3 for Wed 31 Dec 2025", "score", {"site": "leg", "score": 3, "day": "2025-12-31"}),
    ("entry", "more about today", "day", {"day": "2026-03-03"}),
    ("entry", "entry for today", "entry", {"day": "2026-03-03"}),
    ("entry", "entry for Mon 2 Mar, changed", "entry", {"day": "2026-03-02", "changed": True}),
    ("entry", "moment today at 09:30", "moment", {"day": "2026-03-03", "at": "09:30:00"}),
    ("entry", "moment Mon 2 Mar at 00:05, changed", "moment", {"day": "2026-03-02", "at": "00:05:00", "changed": True}),
    ("dated_change", "fall or strain, today", "life_event", {"kind": "fall_or_strain", "day": "2026-03-03"}),
    ("dose", "took no medicine on Mon 2 Mar", "no_medicine", {"day": "2026-03-02"}),
    ("dose", "Ibuprofen 400 mg, Tue 3 Mar, 17:30", "dose", {"name": "Ibuprofen 400 mg", "at": "2026-03-03T17:30:00"}),
    ("dose", "A, b, Tue 3 Mar, 07:00", "dose", {"name": "A, b", "at": "2026-03-03T07:00:00"}),
    (
        "treatment_session",
        "acupuncture planned for Fri 6 Mar, 10:00",
        "session_planned",
        {"kind": "acupuncture", "at": "2026-03-06T10:00:00"},
    ),
    (
        "treatment_session",
        "Shiatsu of Mon 2 Mar, 10:00 missed",
        "session_missed",
        {"kind": "other", "other_name": "Shiatsu", "at": "2026-03-02T10:00:00"},
    ),
    ("treatment_session", "heat of Mon 2 Mar", "session_of", {"kind": "heat", "day": "2026-03-02"}),
    (
        "treatment_session",
        "massage of Mon 2 Mar, the same visit",
        "same_visit",
        {"kind": "massage", "day": "2026-03-02"},
    ),
    ("treatment_session", "walking, 1 h 30 min", "session", {"kind": "walking", "minutes": 90}),
    ("treatment_session", "ice, 10 min", "session", {"kind": "ice", "minutes": 10}),
    ("treatment_session", "swimming, 2 h", "session", {"kind": "swimming", "minutes": 120}),
    ("treatment_session", "other", "session", {"kind": "other"}),
    (
        "treatment_session",
        "acupuncture, session 3 of 10",
        "session",
        {"kind": "acupuncture", "number": 3, "planned": 10},
    ),
    ("treatment_session", "acupuncture, session 11", "session", {"kind": "acupuncture", "number": 11}),
    (
        "treatment_session",
        "1 session counted in your acupuncture course",
        "counted_in",
        {"kind": "acupuncture", "sessions": 1},
    ),
    ("session_record", "your record of the session on Mon 2 Mar", "session_record", {"day": "2026-03-02"}),
    (
        "course",
        "acupuncture course, 10 sessions, 2 a week",
        "course",
        {"kind": "acupuncture", "sessions": 10, "per_week": 2},
    ),
    ("course", "massage course, 1 session", "course", {"kind": "massage", "sessions": 1}),
    ("course", "massage course from Mon 2 Mar", "course_of", {"kind": "massage", "day": "2026-03-02"}),
    ("course_review", "the review: go on as planned", "review", {"decision": "continue_as_planned"}),
    (
        "course_review",
        "the review: add sessions, 12 sessions in all",
        "review",
        {"decision": "extend", "sessions": 12},
    ),
    ("course_review", "review of Mon 2 Mar", "review_of", {"day": "2026-03-02"}),
    (
        "plan_proposal",
        "your proposal: 12 sessions, 1 a week and moving to maintenance",
        "proposal",
        {"planned_sessions": 12, "per_week": 1, "phase": "maintenance"},
    ),
    ("plan_proposal", "taken back, your proposal: ending the course", "proposal_withdrawn", {"phase": "ended"}),
    (
        "plan_proposal",
        "accepted, what Li Wen proposed: 12 sessions and 2 a week",
        "proposal_accepted",
        {"by": "Li Wen", "planned_sessions": 12, "per_week": 2},
    ),
    ("plan_proposal", "no thanks to the proposal of Li Wen", "proposal_declined", {"by": "Li Wen"}),
    ("question", "your question: May I swim?\nToday?", "question", {"text": "May I swim?\nToday?"}),
    ("question", "asked: May I swim?", "question_asked", {"text": "May I swim?"}),
    ("review_note", "your note", "note", {}),
    ("review_note", "you have read the note of Li Wen", "note_read", {"by": "Li Wen"}),
    ("review_note", "your answer to Li Wen", "note_answered", {"by": "Li Wen"}),
    ("review_note", "no answer to Li Wen", "note_unanswered", {"by": "Li Wen"}),
    ("flag_answer", "your answer to a warning sign", "flag_answer", {}),
    ("review_request", "a review suggested", "review_suggested", {}),
    ("review_request", "a suggested review taken back", "review_unsuggested", {}),
    ("review_request", "not now to the review that Li Wen suggests", "review_dismissed", {"by": "Li Wen"}),
    ("episode", "your episode", "episode", {}),
    ("caution", "your cautions, confirmed today", "cautions", {"day": "2026-03-03"}),
    ("caution", "caution: Epilepsy", "caution", {"kind": "epilepsy"}),
    (
        "caution",
        "Ended: epilepsy. Also noted: blood thinner, pacemaker, defibrillator or implanted pump",
        "cautions",
        {"day": "2026-03-03", "noted": ["blood_thinner", "implanted_device"], "ended": ["epilepsy"]},
    ),
    ("function_activity", "activity: put on socks", "activities", {"names": ["put on socks"]}),
    ("function_activity", "activity no longer scored: put on socks", "activities", {"retired": ["put on socks"]}),
    ("function_score", "what you can do: 0 of 10", "function", {"day": "2026-03-03", "scores": [0]}),
    (
        "review_note",
        "Undone: your answer to Li Wen",
        "undone",
        {"code": "note_answered", "facts": {"by": "Li Wen"}},
    ),
    # Not understood, so the words stay.
    ("entry", "made", "said", {"words": "made"}),
    ("entry", "Undone: made", "undone", {"code": "said", "facts": {"words": "made"}}),
    ("entry", "entry for Fri 3 Mar 2026", "said", {"words": "entry for Fri 3 Mar 2026"}),
    (
        "caution",
        "caution: epilepsy, pregnancy, numb area, blood thinner and 2 more",
        "said",
        {"words": "caution: epilepsy, pregnancy, numb area, blood thinner and 2 more"},
    ),
    (
        "treatment_session",
        "acupuncture. Points: BL57 left.",
        "said",
        {"words": "acupuncture. Points: BL57 left."},
    ),
    ("another_table", "entry for today", "said", {"words": "entry for today"}),
]


@pytest.mark.parametrize(("table", "words", "code", "facts"), KEPT)
def test_a_summary_is_read_as_what_was_done(table: str, words: str, code: str, facts: dict[str, Any]) -> None:
    assert summaries.read(words, table, TUESDAY, None) == (code, facts)


@pytest.mark.parametrize(("words", "code", "facts"), [row[1:] for row in KEPT])
def test_on_its_day_it_is_said_in_the_same_words(words: str, code: str, facts: dict[str, Any]) -> None:
    assert change_words(Deed(code, facts), TUESDAY) == words


def test_a_day_without_a_year_is_one_of_the_row_that_stood() -> None:
    before = {"local_day": "2020-03-03", "note": "2026"}
    assert summaries.read("heat of Tue 3 Mar", "treatment_session", TUESDAY, before)[1]["day"] == "2020-03-03"
    assert summaries.read("heat of Tue 3 Mar", "treatment_session", TUESDAY, None)[1]["day"] == "2026-03-03"
    assert summaries.read("heat of Wed 31 Dec", "treatment_session", TUESDAY, None)[1]["day"] == "2025-12-31"


def test_a_leap_day_is_looked_for_in_the_years_that_have_one() -> None:
    near = list(summaries._near(date(2026, 3, 1), 29, 2))
    assert [day.year for day in near[:3]] == [2024, 2028, 2020]
    assert {(day.day, day.month) for day in near} == {(29, 2)}


def test_changes_of_before_are_read_and_acts_stay_acts(file_engine: Engine) -> None:
    """A change at 23:30 UTC was made on the next day in Berlin; the words come back where it is taken down."""
    engine = file_engine
    schema.upgrade(engine, "0013")
    fill(engine)
    account, table = (next(one for one in tables_of(engine) if one.name == name) for name in ("account", "revision"))
    lead = uuid.uuid4()
    second = uuid.uuid5(lead, "brought along")
    third = uuid.uuid5(second, "brought along")
    said = {"entry": ("entry for today", lead), "caution": ("caution: Epilepsy", second), "dose": ("strange", third)}
    with engine.begin() as connection:
        connection.execute(account.update().values(time_zone="Europe/Berlin"))
        known = dict(connection.execute(select(table)).mappings().first() or {})
        connection.execute(table.delete())
        at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC).replace(tzinfo=None)
        for name, (words, one) in said.items():
            row = {"id": one.hex, "table_name": name, "at": at, "summary": words, "before": None}
            connection.execute(insert(table), known | row)
    schema.upgrade(engine)
    table = next(one for one in tables_of(engine) if one.name == "revision")
    with engine.connect() as connection:
        found = {row.id: (row.code, row.facts, row.brought_by) for row in connection.execute(select(table))}
    assert found == {
        lead.hex: ("entry", {"day": "2026-03-03"}, None),
        second.hex: ("caution", {"kind": "epilepsy"}, lead.hex),
        third.hex: ("said", {"words": "strange"}, lead.hex),
    }
    schema.downgrade(engine, "0013")
    table = next(one for one in tables_of(engine) if one.name == "revision")
    with engine.connect() as connection:
        assert {row.table_name: row.summary for row in connection.execute(select(table))} == {
            name: words for name, (words, _one) in said.items()
        }
