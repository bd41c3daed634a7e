"""What is said of days with something beside days near them without it: counts, the difference, what chance does.

No row says that something helped, and none is said louder than another: all are sentences of one shape, in an order
that does not know the numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.learning.rows import About, ComparedRow, Page, Subject
from tracker.domain.learning.with_without import Outcome
from tracker.wording.formats import listed, minutes, one_decimal, whole
from tracker.wording.language import N_, Words, _, ngettext
from tracker.wording.verdict import cannot_tell
from tracker.wording.vocabularies import AGGRAVATED_BY, EASED_BY, SESSION_KINDS

DONE: Final = Words(
    {
        "acupuncture": N_("On the days after acupuncture"),
        "physiotherapy": N_("On the days after physiotherapy"),
        "heat": N_("On the days after heat"),
        "ice": N_("On the days after ice"),
        "massage": N_("On the days after a massage"),
        "chiropractic": N_("On the days after chiropractic"),
        "stretching": N_("On the days after stretching"),
        "walking": N_("On the days after a walk"),
        "swimming": N_("On the days after a swim"),
        "other": N_("On the days after another treatment"),
    }
)
NAMES: Final[Mapping[About, str]] = {
    About.SESSION: N_("%(value)s"),
    About.MEDICINE: N_("%(value)s"),
    About.WORSE: N_("Worse with: %(value)s"),
    About.BETTER: N_("Better with: %(value)s"),
    About.SLEPT_BADLY: N_("Sleep disturbed %(value)s or more"),
    About.SAT_LONG: N_("Sat for more than %(value)s"),
    About.WALKED_LONG: N_("Walked for more than %(value)s"),
}
DAYS: Final[Mapping[About, str]] = {
    About.MEDICINE: N_("On the days after %(value)s"),
    About.WORSE: N_("On the days after “worse with: %(value)s”"),
    About.BETTER: N_("On the days after “better with: %(value)s”"),
    About.SLEPT_BADLY: N_("On days after a bad night"),
    About.SAT_LONG: N_("On the days after sitting longer than usual"),
    About.WALKED_LONG: N_("On the days after walking longer than usual"),
}
LOWER: Final = N_("%(when)s leg pain was %(points)s lower than on days near them without it (%(on)s and %(off)s days).")
HIGHER: Final = N_(
    "%(when)s leg pain was %(points)s higher than on days near them without it (%(on)s and %(off)s days)."
)
OTHER_WAY_ROUND: Final = N_(
    "It may be the other way round: people walk more on better days, and take medicine on worse ones."
)
ROWS_ON_PROGRESS: Final = 3


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row as it is said: its name, its sentence, and a second one of what chance does, or ""."""

    name: str
    text: str
    chance: str = ""


def _value(subject: Subject) -> str:
    """What is put into the sentences about a subject."""
    if subject.about in {About.SAT_LONG, About.WALKED_LONG}:
        return minutes(int(subject.limit or 0))
    if subject.about is About.SLEPT_BADLY:
        return whole(int(subject.limit or 0))
    listed_in = {About.WORSE: AGGRAVATED_BY.within, About.BETTER: EASED_BY.within, About.SESSION: SESSION_KINDS}
    return listed_in[subject.about][subject.code] if subject.about in listed_in else subject.code


def name_of(subject: Subject) -> str:
    """What the row is about, as it begins a line."""
    return _(NAMES[subject.about], value=_value(subject))


def _on_the_days(subject: Subject) -> str:
    """The days whose scores are compared, as they begin a sentence."""
    if subject.about is About.SESSION:
        return DONE[subject.code]
    return _(DAYS[subject.about], value=_value(subject))


def row_words(row: ComparedRow) -> RowWords:
    """The sentence of a row; points have one decimal, and both counts are of days with a leg score."""
    name, when = name_of(row.subject), _on_the_days(row.subject)
    own = row.compared
    counts = {"on": whole(own.counted_days), "off": whole(len(own.without_days)), "when": when}
    if not row.judged:
        text = ngettext(
            "%(count)s day. Not compared here: what such a treatment does may last for days.",
            "%(count)s days. Not compared here: what such a treatment does may last for days.",
            len(own.with_days),
            count=whole(len(own.with_days)),
        )
        return RowWords(name, text)
    if own.difference is None:
        return RowWords(name, _("%(when)s: not enough yet; %(missing)s.", when=when, missing=_missing(row)))
    if own.share is None:
        return RowWords(name, _("%(when)s: too few days yet to say (%(on)s days with it, %(off)s without).", **counts))
    if not own.stands_out:
        return RowWords(name, _("%(when)s: no clear difference (%(on)s days with it, %(off)s without).", **counts))
    points = one_decimal(abs(own.difference))
    return RowWords(name, _(LOWER if own.difference < 0 else HIGHER, points=points, **counts), _by_chance(own.share))


def _by_chance(share: float) -> str:
    diaries = max(round(1 / share), 1)
    return ngettext(
        "Chance alone does this to one of the rows in about 1 of %(diaries)s diary.",
        "Chance alone does this to one of the rows in about 1 of %(diaries)s diaries.",
        diaries,
        diaries=whole(diaries),
    )


def _missing(row: ComparedRow) -> str:
    """How many days of either kind the rule still asks for."""
    parts = []
    if more := row.compared.with_missing:
        parts.append(ngettext("%(more)s more day with it", "%(more)s more days with it", more, more=whole(more)))
    if more := row.compared.without_missing:
        parts.append(ngettext("%(more)s more day without it", "%(more)s more days without it", more, more=whole(more)))
    return _("%(days)s to go", days=listed(parts))


def beside(row: ComparedRow) -> str:
    """What the picture of a row shows."""
    if row.outcome is Outcome.SAME_DAY:
        return _("Leg pain day by day: large dots for days with it, small ones for days without it")
    return _("Leg pain of the next day, day by day: large dots for days with it, small ones for days without it")


def in_short(page: Page) -> Sequence[str]:
    """At most three lines for Progress: the rows that stand out, in the order of the page, or that none does."""
    standing = [row_words(row).text for row in page.rows if row.compared.stands_out]
    if standing:
        more = len(standing) - ROWS_ON_PROGRESS + 1
        if len(standing) <= ROWS_ON_PROGRESS:
            return standing
        return (
            *standing[: ROWS_ON_PROGRESS - 1],
            ngettext("And %(more)s more row.", "And %(more)s more rows.", more, more=whole(more)),
        )
    judged = sum(row.compared.share is not None for row in page.rows)
    if judged:
        line = ngettext(
            "No clear difference in the one row there is.",
            "No clear difference in any of %(count)s rows.",
            judged,
            count=whole(judged),
        )
        return (line,)
    return (_("Too few days yet to compare."),)


def other_way_round() -> str:
    """That what is compared may as well follow from the pain."""
    return _(OTHER_WAY_ROUND)


def always_said() -> Sequence[str]:
    """What else may stand behind any difference."""
    return (other_way_round(), *cannot_tell())
