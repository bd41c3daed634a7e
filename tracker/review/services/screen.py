"""The screen of a review, and what the numbers said on the day of one that was held."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.course.verdict import Doubt, Label, Verdict
from tracker.domain.scores.lateness import Late
from tracker.review.models import CourseReview
from tracker.review.services.looking import Look
from tracker.wording import review as wording
from tracker.wording.charts import function_words
from tracker.wording.measured import measured_words
from tracker.wording.verdict import VerdictWords, talk


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewScreen:
    """What the page of a review says before it asks anything."""

    look: Look
    verdict: VerdictWords
    compared: str
    talk: str | None
    function: str
    effects: Sequence[str]
    others: Sequence[str]
    medicine: str


def screen_of(look: Look) -> ReviewScreen:
    measure = look.measured.measure
    words = measured_words(measure)
    return ReviewScreen(
        look=look,
        verdict=words,
        compared=wording.compared_words(measure.verdict),
        talk=talk() if talk() not in words.text and _no_better(measure.verdict) else None,
        function=function_words(look.function),
        effects=[wording.effect_words(one.item, one.sessions, one.worst) for one in look.effects],
        others=[wording.times_words(name, count) for name, count in look.others.items()],
        medicine=wording.medicine_words(look.days, look.medicine_days, look.none_days),
    )


def _no_better(verdict: Verdict) -> bool:
    return verdict.label in {Label.NO_CLEAR_CHANGE, Label.WORSE}


def numbers_then(review: CourseReview) -> str:
    """What the numbers said on the day of a review."""
    return wording.numbers_then(
        Label(review.label),
        review.baseline_leg,
        review.latest_leg,
        confirmed=review.confirmed,
        doubts=[Doubt(code) for code in review.doubts or ()],
        start_late=Late(review.baseline_late_days or 0, imported=review.baseline_imported_days or 0),
        latest_late=Late(review.latest_late_days or 0, imported=review.latest_imported_days or 0),
    )
