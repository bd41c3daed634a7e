"""What somebody will see, said in plain words before the patient says yes, and what is shared now, in short."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.domain.sharing.terms import Reach, RunningCourse, ShareTerms, is_shown
from tracker.domain.values import day_words
from tracker.wording.terms import SINCE
from tracker.wording.vocabularies import SESSION_KINDS

ALWAYS: Final = (
    (
        "Always: what practitioners must know (your cautions with what you wrote beside them), the facts of this bout "
        "of sciatica, and the names of the activities you score"
    ),
    "Always: what you want to ask. What you and another practitioner wrote to each other stays between the two of you",
)
NOTES: Final = "Your notes: the free text with your days, moments, changes, sessions, medicine, reviews and this bout"
NOT_NOTES: Final = (
    "Not your notes. Your goal for a course and your reasons for a change of plan belong to the course and are shown"
)
OTHERS: Final = (
    "What other practitioners recorded of your sessions: points, needles, what they noticed and advised, and their "
    "names"
)
NOT_OTHERS: Final = (
    "Not what other practitioners recorded of your sessions. They see their own records, and that a session took place"
)
WRITES: Final = "They can write you review notes, propose a change of plan and suggest a review. You decide about each"
ANSWERS: Final = (
    "Warning signs you note are marked for them. What they or you say was done about one is seen by you and by every "
    "practitioner who sees that day"
)
RECORDS: Final = "They can add their side of your sessions, and sessions you did not log"
NOT_RECORDS: Final = "They cannot add or change sessions"
KEEPS: Final = "They can download what they see. What they downloaded stays with them when you stop sharing"
THEIRS: Final = (
    "What they wrote themselves stays theirs to read when you stop sharing, show fewer days or delete your account: "
    "their notes, proposals, answers and records of sessions, with your name and the days. Nothing else of your record"
)
ANY_TIME: Final = "You can change what they see, or stop it, at any time."
REACH: Final = {
    Reach.NOW: "",
    Reach.FACTOR: "{} cannot see it yet: practitioners need a second factor for their sign-in first.",
    Reach.AWAY: "{} cannot see it at present: their account is not in use as a practitioner’s.",
}
OPEN: Final = "Until you stop it, which you can do at any time"


def what_is_seen(terms: ShareTerms, courses: Sequence[RunningCourse], *, today: date) -> tuple[str, ...]:
    """What a practitioner will see and may do under these terms, one short sentence each, without a full stop.

    `courses` are the running courses; each that began too early for the first shared day is named as not shown (see
    `is_shown`). Days are in the patient's zone and have their year where that is not the year of `today`.
    """
    return (
        *_seen(terms.first_day, today),
        *(_hidden_course(course, today) for course in courses if not is_shown(course, terms.first_day)),
        *ALWAYS,
        NOTES if terms.notes else NOT_NOTES,
        OTHERS if terms.others else NOT_OTHERS,
        WRITES,
        ANSWERS,
        RECORDS if terms.may_record else NOT_RECORDS,
        KEEPS,
        THEIRS,
        until_words(terms.last_day, today),
    )


def _seen(first_day: date | None, today: date) -> tuple[str, ...]:
    treatment = "Your treatments with their side effects and costs, your medicine, courses, reviews and changes"
    if first_day is None:
        return ("All your leg and back scores, and what you said about those days", treatment)
    return (
        f"Your leg and back scores, from {day(first_day, today)} on, and what you said about those days",
        f"{treatment}, from that day on. Nothing of the days before",
    )


def _hidden_course(course: RunningCourse, today: date) -> str:
    return (
        f"Not your {SESSION_KINDS[course.kind].lower()} course of {day(course.began_on, today)}: it began before this "
        "day or in the week after it, and part of it would give wrong numbers. To show it, share from "
        f"{day(course.starting_week, today)} or earlier"
    )


def since_words(course: RunningCourse | None, today: date) -> dict[str, str]:
    """The choices of SINCE as a form offers them: "this course" by its name and day, or not at all where none is."""
    named = dict(SINCE)
    if course is None:
        del named["course"]
    else:
        kind = SESSION_KINDS[course.kind].lower()
        named["course"] = f"From the starting week of your {kind} course, {day(course.starting_week, today)}"
    return named


def what_is_offered(terms: ShareTerms, *, today: date) -> tuple[str, ...]:
    """The same for the practitioner who is invited, before they take it; `today` is the patient's day."""
    since = "" if terms.first_day is None else f", from {day(terms.first_day, today)} on"
    return (
        f"Their scores, treatments, medicine and courses{since}",
        "Their cautions, always",
        "Their notes in their own words" if terms.notes else "Not their notes in their own words",
        "What other practitioners recorded of their sessions"
        if terms.others
        else "Not what other practitioners recorded of their sessions",
        "You may add your side of their sessions" if terms.may_record else "You may not add or change sessions",
        "You may write review notes, propose a change of plan and suggest a review, which they accept or not",
        "You may say what was done about a warning sign; they and their other practitioners read it",
        "What you write stays yours to read, print and download when the share ends",
        "Until they stop it"
        if terms.last_day is None
        else f"Until {day(terms.last_day, today)}, then it ends by itself",
    )


def until_words(last_day: date | None, today: date) -> str:
    """Until when, and that it then ends by itself."""
    return OPEN if last_day is None else f"Until {day(last_day, today)}, then it ends by itself"


def terms_words(terms: ShareTerms, *, today: date) -> tuple[str, ...]:
    """The same in short, for the list of who sees the record: from when, notes, others' records, sessions, until."""
    return (
        "everything" if terms.first_day is None else f"from {day(terms.first_day, today)} on",
        "with your notes" if terms.notes else "without your notes",
        f"{'with' if terms.others else 'without'} records by other practitioners",
        "may record sessions" if terms.may_record else "may not record sessions",
        "until you stop it" if terms.last_day is None else f"until {day(terms.last_day, today)}",
    )


def made_words(name: str, terms: ShareTerms, reach: Reach, *, today: date) -> str:
    """What sharing has led to, once it is done: whether they can see the record now, and what was chosen."""
    chosen = _chosen(terms, today)
    if reach is Reach.NOW:
        return f"{name} can see your record now: {chosen}. {ANY_TIME}"
    return f"You share with {name}: {chosen}. {reach_words(name, reach)} {ANY_TIME}"


def already_words(name: str, terms: ShareTerms, reach: Reach, *, today: date) -> str:
    """That this practitioner saw the record before the form was sent, and by which terms; the form changed nothing."""
    said = f"You share with {name} already, and nothing was changed: {_chosen(terms, today)}."
    return f"{said} {reach_words(name, reach)}".rstrip()


def changed_words(name: str, terms: ShareTerms, reach: Reach, *, today: date) -> str:
    """What other terms have led to."""
    return f"Changed for {name}, from now on: {_chosen(terms, today)}. {reach_words(name, reach)}".rstrip()


def reach_words(name: str, reach: Reach) -> str:
    """Why a practitioner with whom the record is shared cannot see it just now; blank where they can."""
    return REACH[reach].format(name)


def yes_words(name: str, reach: Reach) -> str:
    """What a yes will lead to, before it is said."""
    if reach is Reach.NOW:
        return f"They can see it as soon as you say yes. {ANY_TIME}"
    return f"{reach_words(name, reach)} {ANY_TIME}"


def _chosen(terms: ShareTerms, today: date) -> str:
    return ", ".join(terms_words(terms, today=today))


def day(value: date, today: date) -> str:
    """Tue 3 Mar; with its year where that is not this one."""
    return day_words.day(value) if value.year == today.year else day_words.day_year(value)
