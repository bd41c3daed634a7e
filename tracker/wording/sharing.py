"""What is said of sharing: what somebody will see, before a patient says yes; what is shared now; how it ended."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.domain.sharing.access_log import Actor
from tracker.domain.sharing.former import ERASED, NARROWED, PAUSED, RESTORED
from tracker.domain.sharing.terms import MONTHS_USUAL, Reach, RunningCourse, ShareTerms, is_shown
from tracker.wording.formats import commas, day_near
from tracker.wording.language import N_, Words, _
from tracker.wording.vocabularies import SESSION_KINDS

ANY_TIME: Final = N_("You can change what they see, or stop it, at any time.")
REACH: Final = {
    Reach.NOW: "",
    Reach.FACTOR: N_("%(name)s cannot see it yet: practitioners need a second factor for their sign-in first."),
    Reach.AWAY: N_("%(name)s cannot see it at present: their account is not in use as a practitioner’s."),
}
SINCE: Final = Words(
    {
        "everything": N_("Everything"),
        "course": N_("From the starting week of this course"),
        "today": N_("From today"),
        "own": N_("From a day of my own"),
    }
)
UNTIL: Final = Words({"open": N_("Until I stop it"), "months": N_("For 3 months"), "own": N_("Until a day of my own")})
assert MONTHS_USUAL == 3  # noqa: PLR2004, S101 - as the words say
NOT_OPEN: Final = N_("No open invitation has this code. Please check it, or ask your patient for a new one.")
OWN_INVITE: Final = N_("This is your own invitation. Give the code to your practitioner.")
UNKNOWN: Final = N_("No practitioner has this code. Please check it, or ask them for it again.")
OWN_CODE: Final = N_("This is your own code. Please type that of somebody else.")
ENDED_SINCE: Final = N_(
    "You shared by this form before, and that has ended since. Nothing is shared now. Say yes to share again."
)
CHANGED_MEANWHILE: Final = N_(
    "What they see was changed meanwhile. This is what they would see now. Please say yes again."
)
ENDED_MEANWHILE: Final = N_(
    "You stopped sharing with %(name)s meanwhile. If you say yes now, you share with them again."
)
DONE: Final = Words(
    {
        "stopped": N_("You have stopped sharing. They see nothing of your record from now on."),
        "link_ended": N_("That link has ended. It shows nothing any more, also where it was opened before."),
        "health_link_ended": N_(
            "That SMART Health Link has ended. It gives nothing any more. What was fetched before stays with whoever "
            "has it."
        ),
        "withdrawn": N_("The invitation is withdrawn. Nobody can take it any more."),
    }
)
DAY_TO_COME: Final = N_("Please give a day that has come, or leave this empty to share all of it.")
WRONG_WAY_ROUND: Final = N_("The last day is before the first day. Please check both.")
WRONG_PASSPHRASE: Final = N_("This is not the passphrase of this link. Please check how it is written.")
# Who ended it; the codes are those of who acts in the log of looks, two of an account that is gone or off, one where
# only that it had ended is known, and one of a share that goes on with fewer days.
HOW_ENDED = {
    Actor.PATIENT.value: N_("%(name)s ended the share"),
    Actor.PRACTITIONER.value: N_("You ended the share"),
    Actor.NOBODY.value: N_("The share ended by itself, after the last day that %(name)s had set"),
    ERASED: N_("%(name)s deleted their account"),
    RESTORED: N_("The share ended, and a backup that was brought back since does not say who ended it"),
    NARROWED: N_("%(name)s shows you fewer days than before"),
    PAUSED: N_("The account of %(name)s is switched off for now. Nothing of the record is shown to anybody"),
}


def what_is_seen(terms: ShareTerms, courses: Sequence[RunningCourse], *, today: date) -> tuple[str, ...]:
    """What a practitioner will see and may do under these terms, one short sentence each, without a full stop.

    `courses` are the running courses; each that began too early for the first shared day is named as not shown (see
    `is_shown`). Days are in the patient's zone and have their year where that is not the year of `today`.
    """
    return (
        *_seen(terms.first_day, today),
        *(_hidden_course(course, today) for course in courses if not is_shown(course, terms.first_day)),
        _(
            "Always: what practitioners must know (your cautions with what you wrote beside them), the facts of this "
            "bout of sciatica, and the names of the activities you score"
        ),
        _(
            "Always: what you want to ask. What you and another practitioner wrote to each other stays between the two "
            "of you"
        ),
        _("Your notes: the free text with your days, moments, changes, sessions, medicine, reviews and this bout")
        if terms.notes
        else _(
            "Not your notes. Your goal for a course and your reasons for a change of plan belong to the course and are "
            "shown"
        ),
        _(
            "What other practitioners recorded of your sessions: points, needles, what they noticed and advised, and "
            "their names"
        )
        if terms.others
        else _(
            "Not what other practitioners recorded of your sessions. They see their own records, and that a session "
            "took place"
        ),
        _("They can write you review notes, propose a change of plan and suggest a review. You decide about each"),
        _(
            "Warning signs you note are marked for them. What they or you say was done about one is seen by you and by "
            "every practitioner who sees that day"
        ),
        _("They can add their side of your sessions, and sessions you did not log")
        if terms.may_record
        else _("They cannot add or change sessions"),
        _("They can download what they see. What they downloaded stays with them when you stop sharing"),
        _(
            "What they wrote themselves stays theirs to read when you stop sharing, show fewer days or delete your "
            "account: their notes, proposals, answers and records of sessions, with your name and the days. Nothing "
            "else of your record"
        ),
        until_words(terms.last_day, today),
    )


def _seen(first_day: date | None, today: date) -> tuple[str, ...]:
    if first_day is None:
        return (
            _("All your leg and back scores, and what you said about those days"),
            _(
                "Your treatments with their side effects and costs, your medicine, courses, reviews and changes, and "
                "what you answered on acupuncture"
            ),
        )
    return (
        _(
            "Your leg and back scores, from %(day)s on, and what you said about those days",
            day=day_near(first_day, today),
        ),
        _(
            "Your treatments with their side effects and costs, your medicine, courses, reviews and changes, and what "
            "you answered on acupuncture, from that day on. Nothing of the days before"
        ),
    )


def _hidden_course(course: RunningCourse, today: date) -> str:
    return _(
        "Not your %(kind)s course of %(began)s: it began before this day or in the week after it, and part of it would "
        "give wrong numbers. To show it, share from %(day)s or earlier",
        kind=SESSION_KINDS.within[course.kind],
        began=day_near(course.began_on, today),
        day=day_near(course.starting_week, today),
    )


def since_words(course: RunningCourse | None, today: date) -> dict[str, str]:
    """The choices of SINCE as a form offers them: "this course" by its name and day, or not at all where none is."""
    named = dict(SINCE)
    if course is None:
        del named["course"]
    else:
        named["course"] = _(
            "From the starting week of your %(kind)s course, %(day)s",
            kind=SESSION_KINDS.within[course.kind],
            day=day_near(course.starting_week, today),
        )
    return named


def what_is_offered(terms: ShareTerms, *, today: date) -> tuple[str, ...]:
    """The same for the practitioner who is invited, before they take it; `today` is the patient's day."""
    return (
        _("Their scores, treatments, medicine and courses")
        if terms.first_day is None
        else _("Their scores, treatments, medicine and courses, from %(day)s on", day=day_near(terms.first_day, today)),
        _("Their cautions, always"),
        _("Their notes in their own words") if terms.notes else _("Not their notes in their own words"),
        _("What other practitioners recorded of their sessions")
        if terms.others
        else _("Not what other practitioners recorded of their sessions"),
        _("You may add your side of their sessions") if terms.may_record else _("You may not add or change sessions"),
        _("You may write review notes, propose a change of plan and suggest a review, which they accept or not"),
        _("You may say what was done about a warning sign; they and their other practitioners read it"),
        _("What you write stays yours to read, print and download when the share ends"),
        _("Until they stop it") if terms.last_day is None else until_words(terms.last_day, today),
    )


def until_words(last_day: date | None, today: date) -> str:
    """Until when, and that it then ends by itself."""
    if last_day is None:
        return _("Until you stop it, which you can do at any time")
    return _("Until %(day)s, then it ends by itself", day=day_near(last_day, today))


def terms_words(terms: ShareTerms, *, today: date) -> tuple[str, ...]:
    """The same in short, for the list of who sees the record: from when, notes, others' records, sessions, until."""
    return (
        _("everything") if terms.first_day is None else _("from %(day)s on", day=day_near(terms.first_day, today)),
        _("with your notes") if terms.notes else _("without your notes"),
        _("with records by other practitioners") if terms.others else _("without records by other practitioners"),
        _("may record sessions") if terms.may_record else _("may not record sessions"),
        _("until you stop it") if terms.last_day is None else _("until %(day)s", day=day_near(terms.last_day, today)),
    )


def made_words(name: str, terms: ShareTerms, reach: Reach, *, today: date) -> str:
    """What sharing has led to, once it is done: whether they can see the record now, and what was chosen."""
    chosen = _chosen(terms, today)
    if reach is Reach.NOW:
        said = [_("%(name)s can see your record now: %(terms)s.", name=name, terms=chosen)]
    else:
        said = [_("You share with %(name)s: %(terms)s.", name=name, terms=chosen), reach_words(name, reach)]
    return " ".join((*said, _(ANY_TIME)))


def already_words(name: str, terms: ShareTerms, reach: Reach, *, today: date) -> str:
    """That this practitioner saw the record before the form was sent, and by which terms; the form changed nothing."""
    said = _(
        "You share with %(name)s already, and nothing was changed: %(terms)s.", name=name, terms=_chosen(terms, today)
    )
    return f"{said} {reach_words(name, reach)}".rstrip()


def changed_words(name: str, terms: ShareTerms, reach: Reach, *, today: date) -> str:
    """What other terms have led to."""
    said = _("Changed for %(name)s, from now on: %(terms)s.", name=name, terms=_chosen(terms, today))
    return f"{said} {reach_words(name, reach)}".rstrip()


def reach_words(name: str, reach: Reach) -> str:
    """Why a practitioner with whom the record is shared cannot see it just now; blank where they can."""
    return _(REACH[reach], name=name) if REACH[reach] else ""


def yes_words(name: str, reach: Reach) -> str:
    """What a yes will lead to, before it is said."""
    if reach is Reach.NOW:
        return " ".join((_("They can see it as soon as you say yes."), _(ANY_TIME)))
    return " ".join((reach_words(name, reach), _(ANY_TIME)))


def _chosen(terms: ShareTerms, today: date) -> str:
    return commas(terms_words(terms, today=today))


def passphrase_too_short(least: int) -> str:
    return _("Please give at least %(least)s characters, or leave this empty.", least=least)


def how_ended(code: str | None, name: str) -> str:
    """Who ended a share with the patient `name`, as a sentence without its full stop.

    `code` is one of `HOW_ENDED`; whatever else, an older record among them, is said to have ended by itself. Raises
    nothing. Source: the app's own rule that both sides of a share can read who ended it.
    """
    return _(HOW_ENDED.get(code or "", HOW_ENDED[Actor.NOBODY.value]), name=name)
