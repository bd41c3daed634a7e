"""What chart 2 says of leg pain around each session of a course."""

from collections.abc import Sequence
from typing import Final

from tracker.wording.charted.values import score
from tracker.wording.formats import counting, listed
from tracker.wording.language import N_, Words, _

TITLE: Final = N_("Around each session")
WHEN: Final = Words({"before": N_("before"), "after": N_("after"), "next_day": N_("next day")})
SESSION_AXIS: Final = N_("session")
LINKS: Final = N_("from before to after")
SESSION: Final = N_("Session %(number)s")
NOTHING: Final = N_("No scores around sessions yet")
REVIEW: Final = N_("review")
PLANNED_END: Final = N_("planned end")
NOT_WHY: Final = N_("Scores just before and just after say how it felt then. They do not say what caused it.")
CAPTION: Final = N_("Leg pain around each session, 0 to 10")
HEADER: Final = (N_("Session"), N_("Day"), N_("Before"), N_("After"), N_("Next day"))


def how_far(done: int, plan: int) -> str:
    """How many of the planned sessions are done."""
    if not done:
        return counting(
            "No session of this course is recorded yet; %(n)s is planned.",
            "No session of this course is recorded yet; %(n)s are planned.",
            plan,
        )
    if done > plan:
        planned = counting("%(n)s was planned", "%(n)s were planned", plan)
        return counting("%(n)s session done, %(planned)s.", "%(n)s sessions done, %(planned)s.", done, planned=planned)
    return counting(
        "%(done)s of %(n)s planned session done.", "%(done)s of %(n)s planned sessions done.", plan, done=done
    )


def before_sessions(scores: Sequence[tuple[int, float]]) -> str:
    """Leg pain before the first and the latest session that has a score, of these: number and score."""
    if not scores:
        return _("No leg score was recorded before a session.")
    told = [scores[0], scores[-1]] if len(scores) > 1 else scores
    said = [_("%(score)s before session %(number)s", score=score(value), number=number) for number, value in told]
    return _("Leg pain was %(scores)s.", scores=listed(said))
