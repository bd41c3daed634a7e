"""The log of looks in plain words: who did what, with neighbouring looks of one person at one page told as one.

All of it is for the owner of the record, who is "you". Nothing that was seen or written can be in these words: they
are made of names, of the fixed codes of `access_log`, of the names of pages and files, and of what whoever opened a
SMART Health Link calls themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from tracker.domain.sharing.access_log import Act, Actor
from tracker.wording.language import N_, _

BY_A_PROGRAM: Final = "interface"
# Every page that a practitioner or the holder of a share link may open; a view that only takes forms shows one where it
# cannot take them. A code is the name that the view had when it was first logged, and stays in the log for good: who
# renames a view says in `gate_answers.py` under which code it goes on.
PAGE_WORDS: Final[Mapping[str, str]] = {
    "calendars.appointment": N_("a session"),
    "calendars.feed": N_("the calendar of their appointments"),
    "correspondence.delete_note": N_("a note they wrote"),
    "correspondence.flags": N_("the answers to warning signs"),
    "correspondence.note": N_("the page to correct a note"),
    "correspondence.notes": N_("Notes"),
    "correspondence.propose": N_("the page to propose another plan"),
    "correspondence.suggest_review": N_("the page to suggest a review"),
    "correspondence.take_back_answer": N_("an answer they gave to a warning sign"),
    "correspondence.withdraw": N_("a plan they proposed"),
    "correspondence.withdraw_review": N_("a review they suggested"),
    "dashboard.around": N_("Around each treatment"),
    "dashboard.compare": N_("Two courses side by side"),
    "dashboard.course": N_("Course"),
    "dashboard.diary": N_("Diary"),
    "dashboard.progress": N_("Progress"),
    "dashboard.session": N_("a session"),
    "dashboard.session_points": N_("the points of all sessions"),
    "dashboard.with_without": N_("What goes with better and worse days"),
    "dashboard.fit": N_("Does acupuncture fit the patient"),
    "dashboard.year": N_("The year, day by day"),
    "diary.day": N_("a day in the diary"),
    "diary.open_day": N_("the page to choose a day"),
    BY_A_PROGRAM: N_("the record, by a program of theirs"),
    "experiments.experiment": N_("an experiment"),
    "experiments.experiments": N_("Experiments"),
    "interface": N_("the record, by a program of theirs"),
    "papers.brief": N_("a file"),
    "papers.letter": N_("a file"),
    "papers.report": N_("a file"),
    "patients.undo": N_("a change they wanted to undo"),
    "practice.brief": N_("the brief"),
    "practice.label": N_("the list of their patients"),
    "practice.patients": N_("the list of their patients"),
    "reports.exports": N_("the page of files to download"),
    "reports.bundle": N_("a file"),
    "reports.letter": N_("the letter to print"),
    "reports.file": N_("a file"),
    "reports.everything": N_("a file"),
    "reports.workbook": N_("a file"),
    "sharing.leave": N_("the way out of your record"),
    "treatment.courses": N_("the list of courses"),
    "treatment.delete_record": N_("a record of a session they wrote"),
    "treatment.medication": N_("Medicine"),
    "treatment.record": N_("the record of a session"),
    "treatment.record_new": N_("the page to record a session"),
    "treatment.sessions": N_("the list of sessions"),
    "treatment.write_record": N_("the page to record a session"),
}
ANY_PAGE: Final = N_("a page")
ANY_FILE: Final = N_("a file")
ONCE, TWICE = 1, 2

# What somebody else did, after their name.
_DID: Final[Mapping[Act, str]] = {
    Act.SHARE_MADE: N_("%(who)s took your invitation"),
    Act.SHARE_CHANGED: N_("%(who)s changed what is shared"),
    Act.SHARE_ENDED: N_("%(who)s left and sees nothing more"),
    Act.NOTE_WRITTEN: N_("%(who)s wrote you a note"),
    Act.NOTE_CORRECTED: N_("%(who)s corrected a note to you"),
    Act.NOTE_DELETED: N_("%(who)s deleted a note to you"),
    Act.PLAN_PROPOSED: N_("%(who)s proposed a change of your plan"),
    Act.PLAN_WITHDRAWN: N_("%(who)s took back a change of your plan"),
    Act.REVIEW_SUGGESTED: N_("%(who)s suggested a review of your course"),
    Act.REVIEW_UNSUGGESTED: N_("%(who)s took back that they suggested a review"),
    Act.FLAG_ANSWERED: N_("%(who)s answered a warning sign"),
    Act.FLAG_REOPENED: N_("%(who)s took back an answer to a warning sign"),
    Act.SESSION_RECORDED: N_("%(who)s recorded a session"),
    Act.RECORD_CORRECTED: N_("%(who)s corrected the record of a session"),
    Act.RECORD_DELETED: N_("%(who)s deleted the record of a session"),
    Act.SESSION_ADDED: N_("%(who)s added a session"),
    Act.SESSION_CHANGED: N_("%(who)s changed a session"),
    Act.SESSION_DELETED: N_("%(who)s deleted a session"),
}
# What the owner did: with the name of whom it is about, and where that is not known.
_YOU: Final[Mapping[Act, tuple[str, str]]] = {
    Act.INVITE_MADE: (N_("You made an invitation"), N_("You made an invitation")),
    Act.INVITE_ENDED: (N_("You took back an invitation"), N_("You took back an invitation")),
    Act.SHARE_MADE: (N_("You shared your record with %(name)s"), N_("You shared your record")),
    Act.SHARE_CHANGED: (N_("You changed what %(name)s sees"), N_("You changed what is shared")),
    Act.SHARE_ENDED: (N_("You stopped sharing with %(name)s"), N_("You stopped sharing")),
    Act.LINK_MADE: (N_("You made a link for %(name)s"), N_("You made a link")),
    Act.LINK_ENDED: (N_("You ended the link for %(name)s"), N_("You ended a link")),
    Act.HEALTH_LINK_MADE: (
        N_("You made a SMART Health Link for %(name)s"),
        N_("You made a SMART Health Link"),
    ),
    Act.HEALTH_LINK_ENDED: (
        N_("You ended the SMART Health Link for %(name)s"),
        N_("You ended a SMART Health Link"),
    ),
}
# What happened to a link, by whoever holds it.
_AT_A_LINK: Final[Mapping[Act, str]] = {
    Act.LINK_OPENED: N_("The link for %(name)s was opened"),
    Act.HEALTH_LINK_OPENED: N_("The SMART Health Link for %(name)s was opened, by “%(recipient)s” as they say"),
    Act.HEALTH_LINK_REFUSED: N_("A wrong passcode was given for the SMART Health Link for %(name)s"),
}
_BY_ITSELF: Final[Mapping[Act, str]] = {
    Act.INVITE_ENDED: N_("An invitation ended by itself, unused"),
    Act.SHARE_ENDED: N_("Sharing with %(name)s ended by itself after its last day"),
    Act.LINK_ENDED: N_("The link for %(name)s ended by itself when its time was over"),
    Act.HEALTH_LINK_ENDED: N_("The SMART Health Link for %(name)s ended by itself when its time was over"),
    Act.HEALTH_LINK_LOCKED: N_("The SMART Health Link for %(name)s ended by itself after too many wrong passcodes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One event of the log. `at` is the moment on the patient's clock; `who` the account or the link that acted.

    `about` names whom an act of sharing is about: the practitioner of a grant, or whom a link is for. `detail` is the
    fixed name of a file, or what whoever opened a SMART Health Link calls themselves.
    """

    at: datetime
    actor: Actor
    name: str
    who: UUID | None
    act: Act
    page: str | None = None
    detail: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log: what was done, and when (`09:25`, or `3 times between 09:10 and 09:25`)."""

    words: str
    when: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day of the patient's, newest first."""

    day: date
    lines: tuple[LogLine, ...]


def page_words(page: str | None) -> str:
    """What a page is called, by its code; a page nobody named is "a page".

    Source: the app's own rule that whoever is looked at can read by whom.
    """
    return _(PAGE_WORDS.get(page or "", ANY_PAGE))


def act_words(event: Logged) -> str:
    """One event as a sentence without its full stop, such as "Li Wen looked at Progress".

    Takes the event and gives text for any pair of actor and act; raises nothing. Source: the app's own rule that
    whoever is looked at can read by whom.
    """
    if event.act is Act.LOOKED:
        return _("%(who)s looked at %(page)s", who=_subject(event), page=page_words(event.page))
    if event.act is Act.EXPORTED:
        return _("%(who)s downloaded %(file)s", who=_subject(event), file=event.detail or _(ANY_FILE))
    if event.act in _AT_A_LINK:
        return _(_AT_A_LINK[event.act], name=event.name, recipient=event.detail or "")
    if event.actor is Actor.NOBODY and event.act in _BY_ITSELF:
        return _(_BY_ITSELF[event.act], name=event.name)
    if event.actor is Actor.PATIENT and event.act in _YOU:
        known, unknown = _YOU[event.act]
        return _(unknown) if event.about is None else _(known, name=event.about)
    did = _(_DID.get(event.act, N_("%(who)s did something else")), who=_subject(event))
    return _("%(did)s, through a program of theirs", did=did) if event.page == BY_A_PROGRAM else did


def when_words(moments: Sequence[datetime]) -> str:
    """When something was done, once or several times on one day, such as "3 times between 09:10 and 09:25".

    `moments` are local and in any order, at least one; raises ValueError for none. Source: the app's own rule.
    """
    first, last = f"{min(moments):%H:%M}", f"{max(moments):%H:%M}"
    count = len(moments)
    if count == ONCE:
        return first
    if count == TWICE:
        if first == last:
            return _("twice at %(first)s", first=first)
        return _("twice between %(first)s and %(last)s", first=first, last=last)
    if first == last:
        return _("%(times)s times at %(first)s", times=count, first=first)
    return _("%(times)s times between %(first)s and %(last)s", times=count, first=first, last=last)


def log_days(events: Sequence[Logged]) -> tuple[Day, ...]:
    """The log by day, in the order given, which is newest first.

    Looks of the same person at the same page with nothing between them on that day are one line with their number;
    every other act has a line of its own, so that none is lost among others. Raises nothing. Source: the app's own
    rule that the log can be read at a glance and hides nothing.
    """
    return tuple(
        Day(day, tuple(_line(list(group)) for _, group in groupby(_numbered(list(of_day)), key=lambda pair: pair[0])))
        for day, of_day in groupby(events, key=lambda event: event.at.date())
    )


def _numbered(events: Sequence[Logged]) -> list[tuple[tuple[object, ...], Logged]]:
    """Each event with what makes it one with its neighbour: looks by who and where, all else by its own number."""
    return [
        (
            (event.actor, event.name, event.who, event.page) if event.act is Act.LOOKED else (number,),
            event,
        )
        for number, event in enumerate(events)
    ]


def _line(group: Sequence[tuple[tuple[object, ...], Logged]]) -> LogLine:
    events = [event for _, event in group]
    return LogLine(act_words(events[0]), when_words([event.at for event in events]), events[0].actor)


def _subject(event: Logged) -> str:
    if event.actor is Actor.PATIENT:
        return _("You")
    return _("Somebody with the link for %(name)s", name=event.name) if event.actor is Actor.LINK else event.name
