"""What the PDFs say beside what the pages say. They are read by somebody who is not the patient, whoever makes them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.wording.formats import commas, counting, day_year, listed, whole
from tracker.wording.language import N_, Words, _

TITLES: Final = Words(
    {
        "about": N_("What it is about"),
        "cautions": N_("Cautions"),
        "signs": N_("Warning signs"),
        "verdict": N_("What the numbers of the course say"),
        "numbers": N_("Pain by day, 0 to 10"),
        "charts": N_("Charts"),
        "sessions": N_("Sessions"),
        "effects": N_("Side effects"),
        "medicine": N_("Medicine"),
        "with_without": N_("What goes with better and worse days"),
        "function": N_("Activities"),
        "cannot": N_("What this cannot say"),
        "fonts": N_("Writing that could not be shown"),
        "four_weeks": N_("The last four weeks"),
        "page": N_("Page {page} of {pages}"),
    }
)
NONE: Final = Words(
    {
        "cautions": N_("No caution is noted."),
        "change": N_("Nothing to compare"),
        "course": N_("No course of treatment is shown here, so nothing is compared with a starting week."),
    }
)
NUMBERS: Final = Words(
    {
        "range": N_("All days of this report"),
        "first": N_("Its first four weeks"),
        "last": N_("Its last four weeks"),
        "raw": N_("Means of the days that have a score, as they are: what was not recorded is left out."),
    }
)
HEADS: Final = Words(
    {
        "of": N_("What"),
        "days": N_("Days"),
        "day": N_("Day"),
        "what": N_("What, with whom"),
        "minutes": N_("How long"),
        "leg": N_("Leg"),
        "back": N_("Back"),
        "noted": N_("Noted"),
    }
)
LETTER: Final = Words(
    {
        "to": N_("To"),
        "from": N_("From"),
        "reference": N_("About"),
        "words": N_("In your own words"),
        "numbers": N_("Pain, mean of the days, 0 to 10"),
        "weeks": N_("Pain, mean of the days of a week, 0 to 10"),
        "treatment": N_("Treatment"),
        "change": N_("Change"),
    }
)
SESSIONS_NOTE_MARKED: Final = N_("Leg and back: pain just before and just after, 0 to 10. A dash is not recorded.")
SCRIPTS: Final = Words(
    {
        "chinese": N_("Chinese characters"),
        "japanese": N_("Japanese kana"),
        "korean": N_("Korean Hangul"),
        "arabic": N_("Arabic script"),
        "hebrew": N_("Hebrew script"),
        "devanagari": N_("Devanagari script"),
        "bengali": N_("Bengali script"),
        "tamil": N_("Tamil script"),
        "telugu": N_("Telugu script"),
        "thai": N_("Thai script"),
        "georgian": N_("Georgian script"),
        "armenian": N_("Armenian script"),
        "ethiopic": N_("Ethiopic script"),
        "cyrillic": N_("Cyrillic script"),
        "greek": N_("Greek script"),
        "": N_("signs and pictures"),
    }
)


def report_title(name: str) -> str:
    return _("Leg and back pain of %(name)s: a report from a diary", name=name)


def letter_title(name: str) -> str:
    return _("Leg and back pain of %(name)s: what a diary holds", name=name)


def brief_title(name: str) -> str:
    return _("Brief: %(name)s", name=name)


def course_head(sessions: str, course: str) -> str:
    """8 of 10 sessions done. Acupuncture, ... Blank without a course."""
    return _("%(sessions)s sessions done. %(course)s.", sessions=sessions, course=course) if course else ""


def beside(other: str) -> str:
    return _("Beside it: %(beside)s.", beside=other) if other else ""


def goal(text: str) -> str:
    return _("Goal: %(goal)s", goal=text) if text else ""


def and_more(count: int) -> str:
    return _("and %(more)s more", more=whole(count))


def small_chart(first: date, last: date) -> str:
    """What the small chart of a brief shows."""
    return _(
        "Leg pain (solid) and back pain (dashed) by day, %(first)s to %(last)s. The lines across are 0, 5 and 10.",
        first=day_year(first),
        last=day_year(last),
    )


def ended(text: str) -> str:
    """The text with a full stop behind it."""
    return text if text.endswith(".") else f"{text}."


def report_days(first: date, last: date) -> str:
    return _("%(first)s to %(last)s", first=day_year(first), last=day_year(last))


def made(day: date) -> str:
    return _("Made on %(day)s.", day=day_year(day))


def sessions_note() -> str:
    return _(SESSIONS_NOTE_MARKED)


def more_in_files(count: int) -> str:
    """What a table leaves out."""
    return counting(
        "%(n)s earlier one is not shown here; the CSV files have all.",
        "%(n)s earlier ones are not shown here; the CSV files have all.",
        count,
    )


def course_named(name: str, began: date) -> str:
    """Which course a verdict is of: it looks at the whole of it, whatever days a report is of."""
    return _(
        "%(course)s, begun %(day)s. It is looked at as a whole, whatever days this report is of.",
        course=name,
        day=day_year(began),
    )


def latest_week(value: str | None, days: str, was: str | None) -> str:
    """Leg pain, latest week (3 Mar to 9 Mar): 3.1, was 6.0. Blank without a number."""
    if value is None:
        return ""
    numbers = commas([value] if was is None else [value, was])
    if days:
        return _("Leg pain, latest week (%(days)s): %(value)s.", value=numbers, days=days)
    return _("Leg pain, latest week: %(value)s.", value=numbers)


def before_after(before: str, after: str) -> str:
    return _("%(before)s → %(after)s", before=before, after=after)


def helped(answer: str) -> str:
    return _("helped: %(answer)s", answer=answer)


def side_effects(said: str) -> str:
    return _("side effects: %(said)s", said=said)


def instead(script: str, letters: str, names: Sequence[str]) -> str:
    """What stands in the place of letters that no font has: their script, or of signs their names."""
    if not script:
        return "".join(f"[{name}]" for name in names)
    return f"[{SCRIPTS[script]}: {whole(len(letters))}]"


def not_shown(scripts: Sequence[str], *, kept: bool) -> str:
    """That something could not be shown, and where it can be read; `kept` where the diary holds all of the paper."""
    named = listed([SCRIPTS[script] for script in scripts])
    if kept:
        return _(
            "No font of the machine that made this has letters for: %(scripts)s. In their place stands in brackets "
            "what they are. The diary itself and its files hold them.",
            scripts=named,
        )
    return _(
        "No font of the machine that made this has letters for: %(scripts)s. In their place stands in brackets what "
        "they are. The diary itself and its files hold those that come from there. What was typed for this letter "
        "alone can be printed from its page.",
        scripts=named,
    )


def made_plainer(*, kept: bool) -> str:
    """That a paper could only be set with less than was typed; `kept` where the diary holds all of it."""
    if not kept:
        return _(
            "Some letters stand here without the marks above, below or beside them, or in brackets as what they are, "
            "because this paper could not be made with them. The diary itself and its files hold as it was typed what "
            "comes from there. What was typed for this letter alone can be printed from its page."
        )
    return _(
        "Some letters stand here without the marks above, below or beside them, or in brackets as what they are, "
        "because this paper could not be made with them. The diary itself and its files hold all as it was typed."
    )
