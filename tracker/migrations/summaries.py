"""Reads the words in which changes were summed up before version 0014, back into what was done.

The words, and the codes they are read as, stay as they were at that version, whatever the app says today.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from typing import Any

Facts = dict[str, Any]
Read = tuple[str, Facts]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = rf"(?P<day>today|(?:{'|'.join(WEEKDAYS)}) \d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?)"
CLOCK = r"(?P<at>\d\d:\d\d)"
KINDS = (
    *("acupuncture", "physiotherapy", "heat", "ice", "massage", "chiropractic", "stretching", "walking", "swimming"),
    "other",
)
EVENTS = {
    "ergonomic change": "ergonomic",
    "new activity": "new_activity",
    "fall or strain": "fall_or_strain",
    "work": "work",
    "illness": "illness",
    "weight": "weight",
    "other": "other",
}
DECISIONS = {
    "go on as planned": "continue_as_planned",
    "add sessions": "extend",
    "change something with your practitioner": "change_together",
    "move to maintenance": "maintenance",
    "stop this course": "stop",
}
PHASES = {
    "going back to the first phase": "initial",
    "moving to maintenance": "maintenance",
    "ending the course": "ended",
}
CAUTIONS = {
    "Blood thinner": "blood_thinner",
    "Bleeding disorder": "bleeding_disorder",
    "Pacemaker, defibrillator or implanted pump": "implanted_device",
    "Pregnancy": "pregnancy",
    "Skin infection or broken skin": "skin_problem",
    "Numb area": "numb_area",
    "Weak immune system": "weak_immune_system",
    "Epilepsy": "epilepsy",
    "Fear of needles, or fainted with needles before": "needle_fear",
    "Metal allergy": "metal_allergy",
    "Something else": "other",
}
PLAN = (
    r"(?:(?P<planned_sessions>\d+) sessions?)?(?:(?:, | and )?(?P<per_week>\d+) a week)?"
    rf"(?:(?:, | and )?(?P<phase>{'|'.join(PHASES)}))?"
)


def read(summary: str, table: str, changed_on: date, before: Mapping[str, Any] | None) -> Read:
    """The code and the facts of a summary of a row's change on that local day; where it is not understood, its words.

    `before` is the row as it stood: a day without a year is looked for among its days.
    """
    if summary.startswith("Undone: "):
        code, facts = read(summary.removeprefix("Undone: "), table, changed_on, before)
        return "undone", {"code": code, "facts": facts}
    for pattern, understand in _OF_TABLE.get(table, {}).items():
        match = re.fullmatch(pattern, summary)
        found = None if match is None else understand(_known(match, changed_on, before))
        if found is not None:
            return found
    return "said", {"words": summary}


def _known(match: re.Match[str], changed_on: date, before: Mapping[str, Any] | None) -> Facts:
    facts: Facts = {name: value for name, value in match.groupdict().items() if value is not None}
    facts["changed_on"] = changed_on
    if "day" in facts:
        facts["day"] = _day(facts["day"], changed_on, before)
    return facts


def _day(words: str, changed_on: date, before: Mapping[str, Any] | None) -> date | None:
    if words == "today":
        return changed_on
    weekday, number, month, *year = words.split()
    days = (*_days_of(before), *_near(changed_on, int(number), MONTHS.index(month) + 1))
    return next((day for day in days if _fits(day, weekday, number, month, year)), None)


def _fits(day: date, weekday: str, number: str, month: str, year: list[str]) -> bool:
    said = [WEEKDAYS[day.weekday()], str(day.day), MONTHS[day.month - 1]]
    return said == [weekday, number, month] and (not year or year == [str(day.year)])


def _days_of(before: Mapping[str, Any] | None) -> Iterator[date]:
    for value in (before or {}).values():
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield date.fromisoformat(value)


def _near(changed_on: date, number: int, month: int) -> Iterator[date]:
    """That day of the year in the years around, the nearest first."""
    years = sorted(range(changed_on.year - 30, changed_on.year + 3), key=lambda year: abs(year - changed_on.year))
    for year in years:
        try:
            yield date(year, month, number)
        except ValueError:
            continue


def _dated(code: str, *, clock: bool = False, **fixed: Any) -> Callable[[Facts], Read | None]:
    """A deed with its day and, where it has one, the time of day beside it."""

    def understand(facts: Facts) -> Read | None:
        if facts["day"] is None:
            return None
        found = {"day": facts["day"].isoformat(), **fixed}
        if clock:
            found["at"] = f"{facts['at']}:00"
        return code, found | ({"changed": True} if facts.get("changed") else {})

    return understand


def _score(facts: Facts) -> Read | None:
    day = facts.get("day", facts["changed_on"])
    return None if day is None else ("score", _plain(site=facts["site"], score=int(facts["score"]), day=day))


def _event(facts: Facts) -> Read | None:
    day, kind = facts["day"], EVENTS.get(facts["kind"])
    return None if day is None or kind is None else ("life_event", _plain(kind=kind, day=day))


def _dose(facts: Facts) -> Read | None:
    """Its amount stays with its name: where the one ends and the other begins was not said."""
    return None if facts["day"] is None else ("dose", {"name": facts["name"], "at": _at(facts)})


def _session(code: str) -> Callable[[Facts], Read | None]:
    def understand(facts: Facts) -> Read | None:
        if ". Points: " in facts["kind"] or facts.get("day", facts) is None:
            return None
        found = _kind(facts["kind"])
        if "minutes" in facts:
            found["minutes"] = _minutes(facts["minutes"])
        found |= {name: int(facts[name]) for name in ("number", "planned", "sessions", "per_week") if name in facts}
        if "day" in facts:
            found |= {"at": _at(facts)} if "at" in facts else {"day": facts["day"].isoformat()}
        return code, found

    return understand


def _of_kind(code: str) -> Callable[[Facts], Read | None]:
    """A deed about a course, whose kind has no name of its own."""
    understand = _session(code)
    return lambda facts: understand(facts) if facts["kind"] in KINDS else None


def _review(facts: Facts) -> Read | None:
    decision = DECISIONS.get(facts["decision"])
    sessions = {"sessions": int(facts["sessions"])} if "sessions" in facts else {}
    return None if decision is None else ("review", {"decision": decision, **sessions})


def _proposal(code: str) -> Callable[[Facts], Read | None]:
    def understand(facts: Facts) -> Read | None:
        found: Facts = {name: int(facts[name]) for name in ("planned_sessions", "per_week") if name in facts}
        if "phase" in facts:
            found["phase"] = PHASES[facts["phase"]]
        return code, found | ({"by": facts["by"]} if "by" in facts else {})

    return understand


def _words(code: str, *names: str) -> Callable[[Facts], Read | None]:
    """A deed with words as they stand."""
    return lambda facts: (code, {name: facts[name] for name in names})


def _cautions(facts: Facts) -> Read | None:
    if facts.get("noted") in CAUTIONS:
        return "caution", {"kind": CAUTIONS[facts["noted"]]}
    noted, ended = (_codes(facts.get(name, "")) for name in ("noted", "ended"))
    if noted is None or ended is None:
        return None
    lists = {name: codes for name, codes in (("noted", noted), ("ended", ended)) if codes}
    return "cautions", {"day": facts["changed_on"].isoformat(), **lists}


def _codes(words: str) -> list[str] | None:
    """The kinds of cautions in a list; None where more are meant than are named."""
    found = []
    while words:
        name = next((name for name in CAUTIONS if words.lower().startswith(name.lower())), None)
        if name is None:
            return None
        found.append(CAUTIONS[name])
        words = words[len(name) :].removeprefix(", ")
    return found


def _activities(name: str) -> Callable[[Facts], Read | None]:
    return lambda facts: ("activities", {name: [facts["name"]]})


def _function(facts: Facts) -> Read | None:
    return "function", {"day": facts["changed_on"].isoformat(), "scores": [int(facts["score"])]}


def _kind(words: str) -> Facts:
    return {"kind": words} if words in KINDS else {"kind": "other", "other_name": words}


def _minutes(words: str) -> int:
    hours, rest = (re.search(rf"(\d+) {unit}", words) for unit in ("h", "min"))
    return 60 * int(hours[1] if hours else 0) + int(rest[1] if rest else 0)


def _at(facts: Facts) -> str:
    hour, minute = facts["at"].split(":")
    return f"{facts['day'].isoformat()}T{time(int(hour), int(minute)).isoformat()}"


def _plain(**facts: Any) -> Facts:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


Patterns = dict[str, Callable[[Facts], Read | None]]
_OF_TABLE: dict[str, Patterns] = {
    "entry": {
        r"(?P<site>leg|back) (?P<score>\d+), average of the last 24 hours": _score,
        rf"(?P<site>leg|back) (?P<score>\d+) for {DAY}": _score,
        rf"more about {DAY}": _dated("day"),
        rf"entry for {DAY}(?P<changed>, changed)?": _dated("entry"),
        rf"moment {DAY} at {CLOCK}(?P<changed>, changed)?": _dated("moment", clock=True),
    },
    "dated_change": {rf"(?P<kind>.+), {DAY}": _event},
    "dose": {
        rf"took no medicine on {DAY}": _dated("no_medicine"),
        rf"(?P<name>.+), {DAY}, {CLOCK}": _dose,
    },
    "treatment_session": {
        r"(?P<sessions>\d+) sessions? counted in your (?P<kind>.+) course": _of_kind("counted_in"),
        rf"(?P<kind>.+) planned for {DAY}, {CLOCK}": _session("session_planned"),
        rf"(?P<kind>.+) of {DAY}, {CLOCK} missed": _session("session_missed"),
        rf"(?P<kind>.+) of {DAY}, the same visit": _session("same_visit"),
        rf"(?P<kind>.+) of {DAY}": _session("session_of"),
        r"(?P<kind>.+), session (?P<number>\d+)(?: of (?P<planned>\d+))?": _session("session"),
        r"(?P<kind>.+), (?P<minutes>\d+ h \d+ min|\d+ h|\d+ min)": _session("session"),
        r"(?P<kind>.+)": _session("session"),
    },
    "session_record": {rf"your record of the session on {DAY}": _dated("session_record")},
    "course": {
        r"(?P<kind>.+) course, (?P<sessions>\d+) sessions?(?:, (?P<per_week>\d+) a week)?": _of_kind("course"),
        rf"(?P<kind>.+) course from {DAY}": _of_kind("course_of"),
    },
    "course_review": {
        r"the review: (?P<decision>.+?)(?:, (?P<sessions>\d+) sessions? in all)?": _review,
        rf"review of {DAY}": _dated("review_of"),
    },
    "plan_proposal": {
        rf"your proposal: {PLAN}": _proposal("proposal"),
        rf"taken back, your proposal: {PLAN}": _proposal("proposal_withdrawn"),
        rf"accepted, what (?P<by>.+) proposed: {PLAN}": _proposal("proposal_accepted"),
        r"no thanks to the proposal of (?P<by>.+)": _words("proposal_declined", "by"),
    },
    "question": {
        r"your question: (?P<text>(?s:.+))": _words("question", "text"),
        r"asked: (?P<text>(?s:.+))": _words("question_asked", "text"),
    },
    "review_note": {
        r"your note": _words("note"),
        r"you have read the note of (?P<by>.+)": _words("note_read", "by"),
        r"your answer to (?P<by>.+)": _words("note_answered", "by"),
        r"no answer to (?P<by>.+)": _words("note_unanswered", "by"),
    },
    "flag_answer": {r"your answer to a warning sign": _words("flag_answer")},
    "review_request": {
        r"a review suggested": _words("review_suggested"),
        r"a suggested review taken back": _words("review_unsuggested"),
        r"not now to the review that (?P<by>.+) suggests": _words("review_dismissed", "by"),
    },
    "episode": {r"your episode": _words("episode")},
    "caution": {
        r"your cautions, confirmed today": _cautions,
        r"Ended: (?P<ended>.+)\. Also noted: (?P<noted>.+)": _cautions,
        r"Ended: (?P<ended>.+)": _cautions,
        r"caution: (?P<noted>.+)": _cautions,
    },
    "function_activity": {
        r"activity no longer scored: (?P<name>.+)": _activities("retired"),
        r"activity: (?P<name>.+)": _activities("names"),
    },
    "function_score": {r"what you can do: (?P<score>\d+) of 10": _function},
}
