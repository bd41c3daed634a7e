"""Statements of the evidence page: in short, how pain goes by itself, side effects, heat, how this app counts."""

from typing import Final

from tracker.domain.scores import baseline, weekly
from tracker.wording import sources as read
from tracker.wording.language import N_, Sentence, _
from tracker.wording.sources import Source
from tracker.wording.statements.statement import Place, Statement


def evidence(code: str, part: str, text: Sentence, *sources: Source, label: Sentence = "") -> Statement:
    """A fact of the evidence page: one sentence or two."""
    return Statement(code=code, place=Place.EVIDENCE, part=part, texts=(text,), sources=sources, label=label)


IN_SHORT: Final = (
    evidence(
        "in_short.trial",
        "in-short",
        N_(
            "In one well-run trial, average leg pain fell about 3 points in 10 with acupuncture and 1.5 with sham "
            "over 4 weeks; guidelines disagree."
        ),
        read.TU_2024,
        read.NICE_NG59,
        read.WHO_2023,
    ),
    evidence(
        "in_short.by_itself",
        "in-short",
        N_(
            "Pain often eases by itself: in a UK study, 55 of 100 people with leg pain from the back had improved "
            "after a year."
        ),
        read.ATLAS_OUTCOME,
    ),
    evidence(
        "in_short.chart",
        "in-short",
        N_("Your chart shows your scores; it cannot show the cause."),
        read.N_OF_1_GUIDE,
    ),
)
BY_ITSELF: Final = (
    evidence(
        "by_itself.atlas",
        "by-itself",
        N_(
            "People with leg pain from the back, seen by family doctors in the UK: 55 of 100 had improved after "
            "12 months (609 people; improved means at least 30 %% fewer limits in daily life). Their leg pain was "
            "5.2 of 10 at the start."
        ),
        read.ATLAS_OUTCOME,
        read.ATLAS_BASELINE,
    ),
    evidence(
        "by_itself.haugen",
        "by-itself",
        N_(
            "People with sciatica and a slipped disc: 49 to 58 of 100 did well after 12 months, depending on what "
            "was measured (466 people)."
        ),
        read.HAUGEN_2011,
    ),
    evidence(
        "by_itself.pengel",
        "by-itself",
        N_(
            "New low back pain or sciatica: pain fell by 58 %% within a month on average, then levelled off by "
            "about 3 months. 73 of 100 had it again within a year."
        ),
        read.PENGEL_2003,
    ),
    evidence(
        "by_itself.costa",
        "by-itself",
        N_(
            "Low back pain that had lasted, on a scale of 100: 51 at the start, 33 after 6 weeks, 26 after 26 "
            "weeks and 23 after a year."
        ),
        read.COSTA_2012,
    ),
)
SIDE_EFFECTS: Final = (
    evidence(
        "side_effects.any",
        "side-effects",
        N_(
            "About 1 in 11 people notice a side effect during a course of sessions (9.3 %%; 95 %% interval 5.1 to "
            "14.6). Half of them are spots of bleeding, pain or redness at the needle."
        ),
        read.BAEUMLER_2021,
    ),
    evidence(
        "side_effects.treated",
        "side-effects",
        N_("About 1 in 1,000 people need treatment for one (1.1 per 1,000)."),
        read.BAEUMLER_2021,
    ),
    evidence(
        "side_effects.serious",
        "side-effects",
        N_(
            "Serious ones are about 1 in 10,000 people (0.2 to 2.3 in 10,000): for example an infection or an "
            "injured lung. The studies differ a lot, so all of these are rough."
        ),
        read.BAEUMLER_2021,
        read.XU_2013,
    ),
)
HEAT: Final = (
    evidence(
        "heat.heat",
        "heat",
        N_("Heat: a small easing for a short time, found for new low back pain. Sciatica was not looked at by itself."),
        read.FRENCH_2006,
    ),
    evidence(
        "heat.cold",
        "heat",
        N_("Cold: too little research to say."),
        read.FRENCH_2006,
    ),
)
COUNTING: Final = (
    evidence(
        "counting.start",
        "counting",
        lambda: _(
            "Starting week: the average of the 7 days before your first session, with %(days)s of them logged at "
            "least. Never one single day: people tend to begin on a bad one.",
            days=baseline.DAYS_NEEDED,
        ),
        read.DIARY_TRIAL,
    ),
    evidence(
        "counting.week",
        "counting",
        lambda: _(
            "Weekly averages, with %(days)s logged days at least: one day says little about a week. A day you "
            "left out is a gap; it is never filled in and never counted as 0.",
            days=weekly.DAYS_NEEDED,
        ),
        read.WEEK_OF_DAYS,
        read.STONE_2014,
    ),
    evidence(
        "counting.two_weeks",
        "counting",
        N_(
            "Two weeks running: a change counts as confirmed when two neighbouring weeks agree. One week alone "
            "can be luck."
        ),
        read.N_OF_1_GUIDE,
    ),
    evidence(
        "counting.range",
        "counting",
        N_(
            "Rough range: how far a weekly average could be off. It is drawn wide on purpose, because today "
            "resembles yesterday and seven days are few."
        ),
        read.TANG_2019,
        read.N_OF_1_GUIDE,
    ),
    evidence(
        "counting.words",
        "counting",
        N_(
            "A week’s average against your starting week. The first that fits is used. Points and percent always "
            "stand beside it."
        ),
        read.FARRAR_2001,
        read.OSTELO_2008,
        read.IMMPACT_2008,
        read.CHILDS_2005,
    ),
)
UNTOLD: Final = N_("What this app cannot tell you")
CANNOT_TELL: Final = (
    evidence(
        "cannot_tell.why",
        "cannot-tell",
        N_(
            "Why pain changed. It may have eased by itself, and people tend to begin treatment on bad days, so "
            "scores drift back to the usual."
        ),
        read.PENGEL_2003,
        read.N_OF_1_GUIDE,
        label=UNTOLD,
    ),
    evidence(
        "cannot_tell.which",
        "cannot-tell",
        N_("Which treatment did it, where you had more than one, or took medicine in the same weeks."),
        read.N_OF_1_GUIDE,
        label=UNTOLD,
    ),
    evidence(
        "cannot_tell.expecting",
        "cannot-tell",
        N_(
            "How much came from expecting to feel better: in the trial above leg pain fell 14.9 mm of 100 with "
            "sham, and 30.8 with acupuncture."
        ),
        read.TU_2024,
        label=UNTOLD,
    ),
    evidence(
        "cannot_tell.next",
        "cannot-tell",
        N_("What will happen next, which points are best, or who treats best. It does not try to."),
        read.N_OF_1_GUIDE,
        label=UNTOLD,
    ),
    evidence(
        "cannot_tell.diary",
        "cannot-tell",
        N_(
            "Keeping a diary is no treatment: in a trial of a pain app, 108 people with it and 107 without, pain "
            "got in the way of life just as much."
        ),
        read.KRAVITZ_2018,
        label=UNTOLD,
    ),
)
