"""Who the people of the demo are, as `people.toml` says; and the words that are theirs."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from tracker.demo.factory import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A review held `ago` days ago: what was decided and why, and how the person felt on the whole."""

    ago: int
    global_change: str
    decision: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A course: sessions held `sessions` days ago, one `missed`, the next in `next_in` days, at the hour `next_at`."""

    kind: str
    planned: int
    sessions: Sequence[int]
    reviews: Sequence[Held]
    per_week: int | None = None
    phase: str = "initial"
    goal: str = ""
    missed: int | None = None
    next_in: int | None = None
    next_at: int = 17
    practitioner: str = "Li Wen"
    ended: bool = False
    maintenance_since: int | None = None
    visits_allowed: int | None = None
    visits_rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A review note of `ago` days ago, read and answered so many days ago where it was."""

    ago: int
    text: str
    read: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What one person lets the acupuncturist see, `since` so many days ago, and what passed between them.

    `records` of the latest sessions are the acupuncturist's, `records_of_another` of those before them a colleague's,
    which the acupuncturist sees where the patient lets them see those of `others`.
    """

    since: int
    letters: Sequence[Letter]
    notes: bool = False
    others: bool = False
    may_record: bool = True
    from_ago: int | None = None
    ends_in: int | None = None
    proposal: Row | None = None
    questions: Sequence[str] = ()
    records: int = 0
    records_of_another: int = 0
    also_given: Sequence[str] = ("advice",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An experiment that began `ago` days ago: two kinds for some minutes, and how its coins fell."""

    ago: int
    a: tuple[str, int | None]
    b: tuple[str, int | None]
    coins: str
    block_days: int = 3
    outcome: str = "leg_pain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person: `turns` are (days ago, leg pain, back pain), between which the pain moves in a straight line.

    `unrest` is how far single days stray from it, `gap` the days ago between which nothing was logged, `tags` the
    person's own words on some days; who `says_none` tells it where a course's session had no after-effects.
    """

    name: str
    turns: Sequence[tuple[int, float, float]]
    plans: Sequence[Plan]
    shared: Shared
    side: str = "left"
    unrest: float = 0.8
    ill_since: int = 90
    duration: str = "weeks_6_to_12"
    cause: str = "disc_herniation"
    gap: tuple[int, int] | None = None
    cautions: Sequence[str] = ()
    activities: Sequence[str] = ()
    changes: Sequence[tuple[int, str, str]] = ()
    tags: Sequence[tuple[int, Sequence[str]]] = ()
    says_none: bool = False
    warning: tuple[int, str] | None = None
    self_care: Sequence[str] = ("heat", "walking", "stretching")
    medicine: Sequence[Any] = ("Ibuprofen", 400, "mg")
    experiments: Sequence[Tried] = ()

    @property
    def starts(self) -> int:
        """How many days ago the diary begins."""
        return self.turns[0][0]


def _person(told: Row) -> Person:
    letters = [Letter(**one) for one in told["shared"].get("letters", ())]
    shared = Shared(**told["shared"] | {"letters": letters})
    experiments = [_tried(**one) for one in told.get("experiments", ())]
    return Person(
        **told | {"plans": [_plan(one) for one in told["plans"]], "shared": shared, "experiments": experiments}
    )


def _tried(a: Row, b: Row, **told: Any) -> Tried:
    return Tried(a=(a["kind"], a.get("minutes")), b=(b["kind"], b.get("minutes")), **told)


def _plan(told: Row) -> Plan:
    """`twice_a_week` and `monthly` say of how many days ago the first of so many sessions was."""
    reviews = [Held(**one) for one in told.pop("reviews", ())]
    first, count = told.pop("twice_a_week", (0, 0))
    first_monthly, count_monthly = told.pop("monthly", (0, 0))
    sessions = [
        *told.pop("sessions", ()),
        *(first - 7 * (number // 2) - 3 * (number % 2) for number in range(count)),  # three and four days apart
        *(first_monthly - 28 * number for number in range(count_monthly)),
    ]
    return Plan(**told, sessions=sessions, reviews=reviews)


_TOLD: Final = tomllib.loads(Path(__file__).with_name("people.toml").read_text(encoding="utf-8"))
PEOPLE: Final = tuple(_person(one) for one in _TOLD["people"])
PRACTITIONER: Final[str] = _TOLD["practitioner"]
PASSWORD: Final[str] = _TOLD["password"]
PROFILE: Final[Row] = _TOLD["profile"]
SELF_CARE: Final[dict[str, Row]] = _TOLD["self_care"]
WORDS: Final[dict[str, Any]] = _TOLD["words"]
RECORD: Final[Row] = _TOLD["record"] | {"needle_gauge_mm": Decimal("0.25"), "needle_length_mm": Decimal(40)}
