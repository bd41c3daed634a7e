"""Which calls are made, each once, in which words, and what is written down of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, event

from tests.reminders.conftest import LOGS, LONG_AGO, MONDAY, Carrier, Desk, at
from tests.support.made_up import OPENED, MadeUp
from tests.support.people import make_person, session_of
from tracker.accounts.models import Account
from tracker.demo import factory
from tracker.domain.course.alarms import Alarm
from tracker.domain.reminders.trying import State
from tracker.domain.reminders.wishes import Kind, Wishes
from tracker.patients.models import FunctionActivity, FunctionScore, Patient, Revision
from tracker.reminders.models import ReminderSettings
from tracker.reminders.services import sending
from tracker.reminders.services.sending import Made
from tracker.review.models import CourseReview
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db
from tracker.wording import mailed
from tracker.wording.catalogues import Language

DAY = timedelta(days=1)
EVENING = at(MONDAY, 20)
MINUTE = timedelta(minutes=1)
NOWHERE = {"push": "nothing_to_send_to", "email": "nothing_to_send_to"}
FAILED = {"push": "failed", "email": "nothing_to_send_to"}


def test_a_call_is_made_once_and_says_no_more_than_that_there_is_one(desk: Desk) -> None:
    desk.wants(LOGS)
    assert desk.called(EVENING - MINUTE) == []
    assert desk.called(EVENING) == ["log"]
    assert desk.called(EVENING + MINUTE) == []
    ((account_id, said, channels, lasts),) = desk.carrier.said
    assert (account_id, channels, lasts) == (desk.rosa.account_id, frozenset({"push", "email"}), timedelta(hours=3))
    assert said == ("diary", "Your diary has a minute for you", "Open it, or say: not today.", "Not today")
    (row,) = desk.rows()
    assert (row.kind, row.day, row.due_at, row.at) == ("log", MONDAY, EVENING, EVENING)
    assert (row.state, row.tries, row.push, row.email, row.rarer) == (
        "sent", 1, "sent", "nothing_to_send_to", False,
    )  # fmt: skip
    assert desk.called(EVENING + DAY) == ["log"]


def test_nobody_who_wants_none_costs_one_query(desk: Desk) -> None:
    heard: list[str] = []
    with desk.app.app_context():
        engine = db.engine

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        heard.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        assert desk.called(EVENING) == []
        assert len(heard) == 1
        desk.wants(replace(LOGS, kinds=frozenset()))
        heard.clear()
        assert desk.called(EVENING) == []
        assert len(heard) == 1
        desk.wants(LOGS)
        heard.clear()
        assert desk.called(EVENING - MINUTE) == []
        assert len(heard) == 1
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_a_day_with_a_score_is_not_asked_about(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.scores(MONDAY)
    assert desk.called(EVENING) == []
    assert desk.rows() == []
    desk.scores(MONDAY + 2 * DAY)
    assert desk.called(EVENING + DAY) == ["log"]


def test_not_today_leaves_the_appointment_and_the_medicine(desk: Desk) -> None:
    starts = at(MONDAY, 22)
    desk.adds(TreatmentSession, factory.session(MONDAY, LONG_AGO, status="planned", started_at=starts))
    desk.wants(replace(LOGS, kinds=frozenset({Kind.LOG, Kind.BEFORE, Kind.MEDICINE}), medicine_at=time(20)))
    desk.silences(MONDAY, at(MONDAY, 9))
    assert sorted(desk.called(EVENING)) == ["before", "medicine"]
    assert desk.called(EVENING + DAY) == ["log", "medicine"]


def test_what_says_the_same_at_one_time_is_said_once(desk: Desk) -> None:
    desk.wants(replace(LOGS, kinds=frozenset({Kind.LOG, Kind.MEDICINE}), medicine_at=time(20)))
    assert desk.called(EVENING) == ["log", "medicine"]
    assert len(desk.carrier.said) == 1
    assert [row.state for row in desk.rows()] == ["sent", "sent"]


def test_an_appointment_has_its_own_words_and_none_of_what_it_is(desk: Desk) -> None:
    given = {"practitioner": "Li Wen", "status": "planned", "started_at": at(MONDAY, 15)}
    desk.adds(TreatmentSession, factory.session(MONDAY, LONG_AGO, **given))
    desk.wants(Wishes(kinds=frozenset({Kind.BEFORE, Kind.AFTER, Kind.NEXT_DAY}), next_day_at=time(12)))
    assert desk.called(at(MONDAY, 13)) == ["before"]
    assert desk.carrier.said[0][1][:3] == (
        "appointment", "You have an appointment coming up", "Open your diary to see when.",
    )  # fmt: skip
    assert desk.called(at(MONDAY, 19)) == ["after"]
    assert desk.called(at(MONDAY, 12) + DAY) == ["next_day"]
    assert desk.carrier.said[1][1] == desk.carrier.said[2][1]


@pytest.mark.parametrize(
    "given",
    [
        {"status": "missed"},
        {"deleted_at": LONG_AGO},
        {"leg_after": 2},
        {"back_after": 2},
        {"kind": "heat"},
        {"time_unknown": True},
    ],
)
def test_after_what_was_not_or_is_rated_it_does_not_ask(desk: Desk, given: dict[str, Any]) -> None:
    desk.adds(TreatmentSession, factory.session(MONDAY, LONG_AGO, **{"started_at": at(MONDAY, 15), **given}))
    desk.wants(Wishes(kinds=frozenset({Kind.AFTER})))
    assert desk.called(at(MONDAY, 19)) == []


def test_a_review_that_is_due_calls_once_a_week(desk: Desk) -> None:
    course = factory.course(MONDAY - 40 * DAY, LONG_AGO, planned_sessions=4)
    desk.adds(Course, course)
    days = [MONDAY - timedelta(days=number * 4) for number in range(1, 5)]
    desk.adds(TreatmentSession, *(factory.session(day, LONG_AGO, course_id=course["id"]) for day in days))
    desk.wants(Wishes(kinds=frozenset({Kind.REVIEW}), later_at=time(18)))
    called = [number for number in range(10) if desk.called(at(MONDAY, 18) + number * DAY)]
    assert called == [0, 7]
    desk.adds(CourseReview, factory.review(course["id"], MONDAY, LONG_AGO, sessions_done=4, by_name="Rosa"))
    assert desk.called(at(MONDAY, 18) + 14 * DAY) == []


def test_a_course_that_is_at_its_beginning_or_over_has_no_review(desk: Desk) -> None:
    over = factory.course(MONDAY - 60 * DAY, LONG_AGO, phase="maintenance")
    desk.adds(Course, factory.course(MONDAY - DAY, LONG_AGO), over)
    desk.wants(Wishes(kinds=frozenset({Kind.REVIEW}), later_at=time(18)))
    assert desk.called(at(MONDAY, 18)) == []


def test_activities_call_when_they_are_to_be_scored_again(desk: Desk) -> None:
    desk.wants(Wishes(kinds=frozenset({Kind.ACTIVITIES}), later_at=time(18)))
    assert desk.called(at(MONDAY, 18)) == []
    activity = factory.activity("Walk to the river", LONG_AGO)
    desk.adds(FunctionActivity, activity)
    desk.adds(FunctionScore, factory.function_score(activity["id"], MONDAY - 6 * DAY, 4, LONG_AGO))
    assert desk.called(at(MONDAY, 18)) == []
    assert desk.called(at(MONDAY, 18) + DAY) == ["activities"]


def change(desk: Desk, moment: datetime, by: Any = None) -> dict[str, Any]:
    """One change in the history of the record."""
    number = int((moment - LONG_AGO).total_seconds())
    facts = {"table_name": "entry", "row_id": desk.rosa.patient_id, "number": number, "at": moment, "code": "x"}
    whose: dict[str, Any] = {"by_account_id": by or desk.rosa.account_id, "facts": {}, "deletes": False}
    return {"id": uuid4(), **facts, **whose}


@pytest.mark.parametrize("answer", ["logs", "not today", "saves"])
def test_without_an_answer_it_becomes_rarer_and_says_so_once(desk: Desk, answer: str) -> None:
    desk.wants(LOGS)
    called = [number for number in range(14) if desk.called(EVENING + number * DAY)]
    assert called == [0, 1, 2, 3, 6, 9, 12]
    texts = [said.text for _, said, _, _ in desk.carrier.said]
    rarer = "As you have not answered, it calls every third day from now on. Log anything to change that."
    assert [number for number, text in enumerate(texts) if text == rarer] == [3]
    assert [row.rarer for row in desk.rows()].count(True) == 1
    moment = EVENING + 13 * DAY
    if answer == "logs":
        desk.adds(Revision, change(desk, moment))
    elif answer == "not today":
        desk.silences(MONDAY + 13 * DAY, moment)
    else:
        desk.wants(LOGS, since=moment)
    assert [desk.called(EVENING + number * DAY) for number in (14, 15)] == [["log"], ["log"]]


def test_what_others_write_is_no_answer(desk: Desk) -> None:
    desk.wants(LOGS)
    li = make_person(desk.app, "Li Wen")
    for number in range(4):
        desk.run(EVENING + number * DAY)
    desk.adds(Revision, change(desk, EVENING + 3 * DAY + MINUTE, by=li.account_id))
    assert desk.called(EVENING + 4 * DAY) == []


def test_what_failed_is_tried_three_times_and_no_more(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.carrier.answers = [FAILED] * 9
    tried = [minute for minute in range(180) if desk.called(EVENING + minute * MINUTE)]
    assert tried == [0, 5, 15]
    (row,) = desk.rows()
    assert (row.state, row.tries, row.push, row.at) == ("failed", 3, "failed", EVENING + 15 * MINUTE)


def test_what_failed_is_not_tried_once_the_day_has_a_score(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.carrier.answers = [FAILED]
    assert desk.run(EVENING) == [Made(desk.rosa.account_id, Kind.LOG, State.FAILED)]
    desk.scores(MONDAY)
    assert desk.run(EVENING + 5 * MINUTE) == []


def test_where_there_is_nothing_to_send_to_it_is_said_once(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.carrier.answers = [NOWHERE]
    assert desk.run(EVENING) == [Made(desk.rosa.account_id, Kind.LOG, State.NOWHERE)]
    assert desk.run(EVENING + 10 * MINUTE) == []


def test_what_went_one_way_is_not_tried_another(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.carrier.answers = [{"push": "failed", "email": "sent"}]
    assert desk.run(EVENING) == [Made(desk.rosa.account_id, Kind.LOG, State.SENT)]
    assert desk.run(EVENING + 10 * MINUTE) == []


def test_only_what_surely_failed_is_tried_again_and_only_that_way(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.carrier.answers = [{"push": "refused", "email": "failed"}, {"email": "failed"}, {"email": "sent"}]
    tried = [minute for minute in range(60) if desk.called(EVENING + minute * MINUTE)]
    assert tried == [0, 5, 15]
    assert [set(channels) for _, _, channels, _ in desk.carrier.said] == [{"push", "email"}, {"email"}, {"email"}]
    (row,) = desk.rows()
    assert (row.state, row.push, row.email) == ("sent", "refused", "sent")


def test_what_was_refused_is_not_tried_again(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.carrier.answers = [{"push": "refused", "email": "nothing_to_send_to"}]
    assert desk.run(EVENING) == [Made(desk.rosa.account_id, Kind.LOG, State.FAILED)]
    assert desk.run(EVENING + 30 * MINUTE) == []


def test_a_fault_on_the_way_may_have_been_a_call_and_is_not_repeated(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.wants(LOGS)
    desk.carrier.answers = [RuntimeError("4 of 10")]
    assert desk.run(EVENING) == [Made(desk.rosa.account_id, Kind.LOG, State.FAILED)]
    assert desk.run(EVENING + 10 * MINUTE) == []
    assert "fault=RuntimeError" in caplog.text
    assert "4 of 10" not in caplog.text


def test_a_call_whose_process_ended_is_not_made_again(desk: Desk) -> None:
    desk.wants(LOGS)
    with pytest.raises(KeyboardInterrupt):
        Desk(desk.app, desk.rosa, Dying()).run(EVENING)
    (row,) = desk.rows()
    assert row.state == "trying"
    assert desk.run(EVENING + 30 * MINUTE) == []


class Dying(Carrier):
    def __call__(self, *_given: Any) -> Any:
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    "values", [{"disabled_at": LONG_AGO}, {"erase_at": EVENING + 3 * DAY}, {"erase_at": EVENING - DAY}]
)
def test_who_is_shut_out_or_has_asked_to_be_erased_is_left_alone(desk: Desk, values: dict[str, Any]) -> None:
    desk.wants(LOGS)
    desk.set(Account, **values)
    assert desk.called(EVENING) == []


def test_without_a_diary_there_is_nothing_to_call_about(desk: Desk) -> None:
    desk.wants(LOGS)
    with session_of(desk.app) as session:
        session.execute(delete(Patient))
        session.commit()
    assert desk.called(EVENING) == []


def test_the_words_are_those_of_the_persons_language(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.set(ReminderSettings, language="xx")
    desk.now = EVENING
    told = replace(desk.reminding, languages={**desk.reminding.languages, "xx": Language("xx", MadeUp())})
    sending.run(told)
    assert all(words.startswith(OPENED) for words in desk.carrier.said[0][1][1:])


def test_what_carries_it_speaks_the_persons_language_too(desk: Desk) -> None:
    """A mail ends with a line of its own, which says how they stop."""
    desk.wants(LOGS)
    desk.set(ReminderSettings, language="xx")
    desk.now = EVENING
    ends = []

    def mails(*_call: Any, **_named: Any) -> Mapping[str, str]:
        ends.append(mailed.reminder_text("", [], ""))
        return {"email": "sent"}

    xx = Language("xx", MadeUp())
    sending.run(replace(desk.reminding, reach=mails, languages={**desk.reminding.languages, "xx": xx}))
    assert OPENED in ends[0]


def test_what_waits_on_a_device_without_network_does_not_come_in_quiet_hours(desk: Desk) -> None:
    quiet: dict[str, Any] = {"quiet_from": time(22), "quiet_until": time(7)}
    desk.wants(replace(LOGS, **quiet))
    desk.run(EVENING)
    desk.wants(Wishes(kinds=frozenset({Kind.BEFORE}), before=Alarm.EVENING_BEFORE, **quiet))
    starts = at(MONDAY + 2 * DAY, 9)
    desk.adds(TreatmentSession, factory.session(MONDAY, LONG_AGO, status="planned", started_at=starts))
    assert desk.called(at(MONDAY + DAY, 18)) == ["before"]
    assert [said[3] for said in desk.carrier.said] == [timedelta(hours=2), timedelta(hours=4)]


@pytest.mark.parametrize("late", [timedelta(hours=3), timedelta(hours=2)])
def test_what_had_to_wait_for_a_slow_server_is_not_called_too_late_or_in_quiet_hours(desk: Desk, late: Any) -> None:
    desk.wants(replace(LOGS, quiet_from=time(22), quiet_until=time(22, 30)))
    desk.now = EVENING
    found = sending.look(desk.reminding)
    assert [one.call.kind for one in found[0].due] == [Kind.LOG]
    times = iter([EVENING, EVENING + late])
    assert sending.run(replace(desk.reminding, now=lambda: next(times))) == []
    assert desk.carrier.said == []
    assert desk.rows() == []


def test_after_a_backup_was_brought_back_nothing_of_before_is_called(desk: Desk) -> None:
    desk.wants(LOGS)
    with session_of(desk.app) as session:
        sending.begin_anew(session, EVENING + MINUTE)
        session.commit()
    assert desk.called(EVENING + 2 * MINUTE) == []
    assert desk.called(EVENING + DAY) == ["log"]


def test_calls_are_kept_for_some_weeks(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.run(EVENING)
    for days, left in ((35, 1), (36, 0)):
        with session_of(desk.app) as session:
            sending.forget(session, EVENING + days * DAY)
            session.commit()
        assert len(desk.rows()) == left


def test_looking_changes_nothing(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.now = EVENING
    (together,) = sending.look(desk.reminding)
    assert [one.call.kind for one in together.due] == [Kind.LOG]
    assert desk.rows() == []
    assert desk.carrier.said == []


def test_a_traveller_is_called_once_for_a_day(desk: Desk) -> None:
    desk.wants(LOGS)
    assert desk.called(EVENING) == ["log"]
    desk.set(Account, time_zone="America/New_York")
    assert desk.called(EVENING + timedelta(hours=6)) == []
    assert desk.called(EVENING + timedelta(hours=30)) == ["log"]
