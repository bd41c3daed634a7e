"""Who the people of the demo are. Days are counted back from today, so that their diaries are always fresh."""

from dataclasses import dataclass
from typing import Final

Turn = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Held:
    """A review held `ago` days ago: what was decided and why, and how the person felt on the whole."""

    ago: int
    global_change: str
    decision: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A course: sessions held `sessions` days ago, one `missed`, the next in `next_in` days."""

    kind: str
    sessions: tuple[int, ...]
    planned: int
    per_week: int | None
    phase: str = "initial"
    goal: str = ""
    missed: int | None = None
    next_in: int | None = None
    practitioner: str = "Li Wen"
    ended: bool = False
    maintenance_since: int | None = None
    reviews: tuple[Held, ...] = ()
    visits_allowed: int | None = None
    visits_rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person: `turns` are (days ago, leg pain, back pain), between which the pain moves in a straight line.

    `unrest` is how far single days stray from it, `gap` the days ago between which nothing was logged.
    """

    name: str
    story: str
    turns: tuple[Turn, ...]
    side: str = "left"
    unrest: float = 0.8
    ill_since: int = 90
    duration: str = "weeks_6_to_12"
    cause: str = "disc_herniation"
    plans: tuple[Plan, ...] = ()
    gap: tuple[int, int] | None = None
    cautions: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    changes: tuple[tuple[int, str, str], ...] = ()
    warning: tuple[int, str] | None = None
    self_care: tuple[str, ...] = ("heat", "walking", "stretching")
    medicine: tuple[str, int, str] | None = ("Ibuprofen", 400, "mg")

    @property
    def starts(self) -> int:
        """How many days ago the diary begins."""
        return self.turns[0][0]


def twice_a_week(first: int, count: int) -> tuple[int, ...]:
    """Days ago of `count` sessions from `first` days ago on, three and four days apart."""
    return tuple(first - 7 * (number // 2) - 3 * (number % 2) for number in range(count))


def monthly(first: int, count: int) -> tuple[int, ...]:
    return tuple(first - 28 * number for number in range(count))


THREE_YEARS: Final = 3 * 365
PHYSIOTHERAPIST: Final = "Ana Ruiz"
PEOPLE: Final = (
    Person(
        name="rosa",
        story="gets clearly better over ten sessions",
        turns=((46, 7.2, 5.2), (36, 7.0, 5.0), (24, 4.8, 3.8), (12, 2.6, 2.6), (0, 1.4, 1.8)),
        unrest=0.6,
        plans=(
            Plan(
                "acupuncture",
                twice_a_week(36, 10),
                10,
                2,
                goal="Sit through dinner, and cycle to work again",
                reviews=(Held(18, "much_better", "continue_as_planned"),),
                visits_allowed=12,
            ),
        ),
        activities=("Sit through dinner", "Cycle to work", "Put on socks"),
        changes=((30, "ergonomic", "A chair with a higher seat at work"),),
    ),
    Person(
        name="omar",
        story="no clear change after eight sessions, and physiotherapy beside them",
        turns=((44, 5.4, 4.6), (30, 5.2, 4.8), (14, 5.5, 4.6), (0, 5.3, 4.7)),
        side="right",
        unrest=0.7,
        cause="stenosis",
        duration="over_12_weeks",
        ill_since=220,
        plans=(
            Plan(
                "acupuncture",
                twice_a_week(30, 8),
                10,
                2,
                goal="Walk to the market and back",
                next_in=2,
                reviews=(Held(12, "no_change", "change_together", "Try points on the back of the leg as well"),),
                visits_rule="cms",
            ),
            Plan("physiotherapy", (12, 5), 6, 1, goal="Exercises of my own", next_in=3, practitioner=PHYSIOTHERAPIST),
        ),
        cautions=("blood_thinner",),
        activities=("Walk to the market", "Stand while cooking"),
    ),
    Person(
        name="ines",
        story="got worse, with a flare",
        turns=((40, 4.0, 4.2), (27, 4.1, 4.0), (15, 6.4, 5.2), (7, 7.6, 6.0), (0, 7.2, 5.8)),
        unrest=0.6,
        plans=(Plan("acupuncture", twice_a_week(26, 7), 10, 2, goal="Lift my daughter again", missed=8, next_in=1),),
        activities=("Lift my daughter", "Drive for an hour"),
        changes=((16, "fall_or_strain", "Carried boxes for the move"),),
    ),
    Person(
        name="tom",
        story="began three days ago",
        turns=((3, 6.0, 4.0), (0, 6.0, 4.0)),
        ill_since=12,
        duration="under_6_weeks",
        cause="unknown",
        plans=(Plan("acupuncture", (), 8, 2, goal="Sleep through the night", next_in=4),),
        cautions=("needle_fear",),
    ),
    Person(
        name="mina",
        story="logged nothing for two weeks",
        turns=((52, 6.2, 4.8), (38, 5.8, 4.6), (20, 4.4, 3.8), (0, 3.8, 3.4)),
        side="right",
        unrest=0.7,
        gap=(27, 14),
        plans=(Plan("physiotherapy", twice_a_week(41, 9), 12, 2, goal="Garden for an hour", next_in=3),),
        activities=("Garden for an hour", "Climb stairs"),
    ),
    Person(
        name="karl",
        story="in maintenance, one session a month",
        turns=((190, 6.6, 5.0), (160, 5.6, 4.4), (120, 2.4, 2.6), (90, 1.4, 1.8), (0, 1.2, 1.6)),
        unrest=0.6,
        ill_since=260,
        duration="over_12_weeks",
        plans=(
            Plan(
                "acupuncture",
                (*twice_a_week(178, 10), *monthly(118, 5)),
                16,
                None,
                phase="maintenance",
                goal="Stay well enough to hike",
                next_in=9,
                maintenance_since=120,
                reviews=(
                    Held(160, "a_little_better", "continue_as_planned"),
                    Held(120, "very_much_better", "maintenance", "Two quiet weeks. One session a month from now on."),
                ),
            ),
        ),
        activities=("Hike for two hours", "Tie my shoes"),
    ),
    Person(
        name="ada",
        story="ticked a warning sign two days ago",
        turns=((24, 5.2, 4.4), (8, 5.8, 4.8), (0, 6.8, 5.4)),
        side="both",
        unrest=0.7,
        plans=(Plan("acupuncture", (15, 11, 8, 4), 10, 2, goal="Get back to work", next_in=5),),
        warning=(2, "bladder_change"),
        cautions=("pregnancy",),
        medicine=None,
    ),
    Person(
        name="vera",
        story="three years of daily entries and forty sessions",
        turns=(
            *((THREE_YEARS, 7.0, 5.6), (1000, 5.0, 4.4), (930, 2.6, 3.0), (760, 2.2, 2.6), (700, 6.4, 5.0)),
            *((620, 3.2, 3.4), (420, 2.4, 2.8), (360, 6.0, 5.2), (280, 3.0, 3.2), (120, 2.2, 2.6), (0, 2.0, 2.4)),
        ),
        ill_since=THREE_YEARS + 40,
        cause="bone_spurs",
        plans=(
            Plan(
                "acupuncture",
                twice_a_week(1050, 12),
                12,
                2,
                goal="Sleep on my side",
                ended=True,
                reviews=(
                    Held(1031, "a_little_better", "continue_as_planned"),
                    Held(1008, "much_better", "stop", "The course is done and I sleep well"),
                ),
            ),
            Plan(
                "physiotherapy",
                twice_a_week(690, 12),
                12,
                2,
                goal="Walk for an hour",
                ended=True,
                reviews=(Held(648, "much_better", "stop", "I can do the exercises on my own"),),
            ),
            Plan(
                "acupuncture",
                (*twice_a_week(352, 10), *monthly(310, 6)),
                20,
                None,
                "maintenance",
                "Stay well",
                next_in=6,
            ),
        ),
        activities=("Sleep on my side", "Walk for an hour", "Play with my grandchildren"),
        changes=((705, "fall_or_strain", "Slipped on ice"), (365, "work", "New job with more sitting")),
        cautions=("implanted_device",),
    ),
)
PRACTITIONER: Final = "Li Wen"
PASSWORD: Final = "warm hands quiet needles"  # noqa: S105 - printed by the command, for made-up people alone
