"""What trials, reviews and guidelines say about acupuncture for sciatica, for and against, each fact with its source.

The figures are facts; the sentences are ours. Where only part of a paper could be read, the sentence says so.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from tracker.domain.course import verdict
from tracker.domain.scores import baseline, weekly
from tracker.wording.evidence import sources as read
from tracker.wording.evidence.sources import Source
from tracker.wording.language import N_, Words, _, once_a_language

EVIDENCE_VERSION: Final = "1"
CHECKED_ON: Final = date(2026, 11, 22)
LINE_MM: Final = 100


@dataclass(frozen=True, slots=True)
class Arm:
    """One group of a trial: how far leg pain (mm on a line of 100) and daily limits (0 to 100) fell on average."""

    name: str
    leg_fall: float
    limits_fall: float


@dataclass(frozen=True, slots=True)
class Study:
    """A trial or a review: what was compared, what came out, and what stands in the way of believing it."""

    name: str
    compared: str
    found: str
    limits: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Guideline:
    """What a body that advises doctors, or pays for care, says, and about which pain."""

    name: str
    about: str
    says: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence or two, and where they come from."""

    text: str
    sources: tuple[Source, ...]


class Found(StrEnum):
    """What checking a claim came to."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    NOT_SUPPORTED = "not_supported"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Claim:
    """What popular articles say, and what was found when somebody looked it up."""

    claim: str
    found: Found
    worth: str
    sources: tuple[Source, ...]


FOUND_WORDS = Words(
    {
        Found.NOT_SUPPORTED: N_("Not supported"),
        Found.PARTLY: N_("Only partly supported"),
        Found.SUPPORTED: N_("Supported"),
        Found.NOT_CHECKED: N_("Not checked by us"),
    }
)


def in_short() -> tuple[Fact, ...]:
    return (
        Fact(
            _(
                "In one well-run trial, average leg pain fell about 3 points in 10 with acupuncture and 1.5 with "
                "sham over 4 weeks; guidelines disagree."
            ),
            (read.TU_2024, read.NICE_SUMMARY, read.WHO_2023),
        ),
        Fact(
            _(
                "Pain often eases by itself: in a UK study, 55 of 100 people with leg pain from the back had "
                "improved after a year."
            ),
            (read.ATLAS_OUTCOME,),
        ),
        Fact(_("Your chart shows your scores; it cannot show the cause."), (read.N_OF_1_GUIDE,)),
    )


# The two groups of Tu 2024 stand together wherever one of them is shown. Source: doi 10.1001/jamainternmed.2024.5463.


def tu_arms() -> tuple[Arm, ...]:
    return (Arm(_("Acupuncture"), 30.8, 13.0), Arm(_("Sham acupuncture"), 14.9, 4.9))


@once_a_language
def tu_study() -> Study:
    return Study(
        name=_("Tu and others, 2024, the largest trial in sciatica that we found"),
        compared=_(
            "216 people in six hospitals in China, with leg pain from a slipped disc for 3 months or more. Ten "
            "sessions in 4 weeks, with acupuncture or with sham: treatment that looks and feels like it."
        ),
        found=_(
            "Leg pain fell 30.8 mm with acupuncture and 14.9 mm with sham, on a line of 100 mm. The difference "
            "was 16.0 mm (95 %% interval 10.6 to 21.3). Daily limits, on a scale of 100, fell 13.0 with "
            "acupuncture and 4.9 with sham: a difference of 8.1 (5.1 to 11.1). The gap between acupuncture and "
            "sham could be seen from week 2 and was still there after a year; a news report gives it as 7.8 mm "
            "in week 2 and 10.8 mm in week 52. No serious side effects were reported."
        ),
        limits=_(
            "The acupuncturists knew which treatment they gave. One country only. People whose weakness was "
            "getting worse did not take part. There was no group with painkillers. These are averages of "
            "groups, not a forecast for you."
        ),
        sources=(read.TU_2024, read.TU_REPORT, read.TU_WEEKS),
    )


@once_a_language
def studies() -> tuple[Study, ...]:
    return (
        Study(
            name=_("Ji and others, 2015, a review"),
            compared=_(
                "12 trials, 1,842 people with sciatica: acupuncture against usual medicines. Sham was not the rival."
            ),
            found=_("Pain was lower by 1.25 points in 10 with acupuncture (95 %% interval 0.86 to 1.63)."),
            limits=_("The authors themselves say no more than that it “may be effective”: the trials were weak."),
            sources=(read.JI_2015,),
        ),
        Study(
            name=_("Another review of 2015"),
            compared=_("11 trials, acupuncture against medicines. Sham was not the rival."),
            found=_("Acupuncture may do better than medicines, but the authors call the evidence limited."),
            limits=_("Few careful trials; many gave treatment every day, which is rare elsewhere."),
            sources=(read.ECAM_2015,),
        ),
        Study(
            name=_("Liu and others, 2019, a small first trial"),
            compared=_("30 people: a lower or a higher dose of acupuncture, twice a week for 4 weeks."),
            found=_("Both groups got better, and there was no difference between the doses."),
            limits=_("No group without acupuncture and none with sham, so it cannot say why they got better."),
            sources=(read.LIU_2019,),
        ),
        Study(
            name=_("Zhang and others, 2023, a review"),
            compared=_("30 trials, 2,662 people with sciatica."),
            found=_("We could not read its pooled numbers, so we give none."),
            limits=_("Not checked by us beyond its size and method."),
            sources=(read.ZHANG_2023,),
        ),
        Study(
            name=_("Cochrane, 2020, a review"),
            compared=_(
                "33 trials, 8,270 people with long-lasting low back pain of no known cause. That is not sciatica."
            ),
            found=_("We could not read its pooled numbers, so we give none."),
            limits=_("In most of the trials those who gave the treatment knew which one it was."),
            sources=(read.COCHRANE_2020,),
        ),
    )


def guidelines() -> tuple[Guideline, ...]:
    return (
        Guideline(
            name=_("NICE, United Kingdom (NG59)"),
            about=_("Low back pain and sciatica"),
            says=_(
                "Exercise is the main part. Hands-on treatment only together with exercise. Acupuncture and "
                "electrical treatments are not recommended."
            ),
            sources=(read.NICE_NG59, read.NICE_SUMMARY),
        ),
        Guideline(
            name=_("World Health Organization, 2023"),
            about=_("Long-lasting low back pain of no known cause, not sciatica"),
            says=_(
                "Treatment with needles, such as acupuncture, may be offered. This is a conditional "
                "recommendation on evidence of low certainty."
            ),
            sources=(read.WHO_2023,),
        ),
        Guideline(
            name=_("CMS, United States (it decides what Medicare pays)"),
            about=_("Long-lasting low back pain of no known cause, not sciatica"),
            says=_(
                "Pays for 12 visits in 90 days, 8 more only if pain improves, and 20 a year at most. Treatment "
                "is to end where pain does not improve."
            ),
            sources=(read.CMS_NCD,),
        ),
    )


def natural_course() -> tuple[Fact, ...]:
    return (
        Fact(
            _(
                "People with leg pain from the back, seen by family doctors in the UK: 55 of 100 had improved after "
                "12 months (609 people; improved means at least 30 %% fewer limits in daily life). Their leg pain "
                "was 5.2 of 10 at the start."
            ),
            (read.ATLAS_OUTCOME, read.ATLAS_BASELINE),
        ),
        Fact(
            _(
                "People with sciatica and a slipped disc: 49 to 58 of 100 did well after 12 months, depending on "
                "what was measured (466 people)."
            ),
            (read.HAUGEN_2011,),
        ),
        Fact(
            _(
                "New low back pain or sciatica: pain fell by 58 %% within a month on average, then levelled off by "
                "about 3 months. 73 of 100 had it again within a year."
            ),
            (read.PENGEL_2003,),
        ),
        Fact(
            _(
                "Low back pain that had lasted, on a scale of 100: 51 at the start, 33 after 6 weeks, 26 after 26 "
                "weeks and 23 after a year."
            ),
            (read.COSTA_2012,),
        ),
    )


def side_effects_facts() -> tuple[Fact, ...]:
    return (
        Fact(
            _(
                "About 1 in 11 people notice a side effect during a series of sessions (9.3 %%; 95 %% interval 5.1 "
                "to 14.6). Half of them are spots of bleeding, pain or redness at the needle."
            ),
            (read.BAEUMLER_2021,),
        ),
        Fact(_("About 1 in 1,000 people need treatment for one (1.1 per 1,000)."), (read.BAEUMLER_2021,)),
        Fact(
            _(
                "Serious ones are about 1 in 10,000 people (0.2 to 2.3 in 10,000): for example an infection or an "
                "injured lung. The studies differ a lot, so all of these are rough."
            ),
            (read.BAEUMLER_2021, read.XU_2013),
        ),
    )


def heat_and_cold() -> tuple[Fact, ...]:
    return (
        Fact(
            _(
                "Heat: a small easing for a short time, found for new low back pain. Sciatica was not looked at by "
                "itself."
            ),
            (read.FRENCH_2006,),
        ),
        Fact(_("Cold: too little research to say."), (read.FRENCH_2006,)),
    )


def counting() -> tuple[Fact, ...]:
    return (
        Fact(
            _(
                "Starting week: the average of the 7 days before your first session, with %(days)s of them logged "
                "at least. Never one single day: people tend to begin on a bad one.",
                days=baseline.DAYS_NEEDED,
            ),
            (read.DIARY_TRIAL,),
        ),
        Fact(
            _(
                "Weekly averages, with %(days)s logged days at least: one day says little about a week. A day you "
                "left out is a gap; it is never filled in and never counted as 0.",
                days=weekly.DAYS_NEEDED,
            ),
            (read.WEEK_OF_DAYS, read.STONE_2014),
        ),
        Fact(
            _(
                "Two weeks running: a change counts as confirmed when two neighbouring weeks agree. One week alone "
                "can be luck."
            ),
            (read.N_OF_1_GUIDE,),
        ),
        Fact(
            _(
                "Rough range: how far a weekly average could be off. It is drawn wide on purpose, because today "
                "resembles yesterday and seven days are few."
            ),
            (read.TANG_2019, read.N_OF_1_GUIDE),
        ),
    )


# The labels in words, their thresholds taken from the rule itself, first match first.


def label_rules() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("A rise most people notice"),
            _(
                "up %(points)s points or more, and %(percent)s %% or more",
                points=f"{verdict.LARGE_POINTS:.0f}",
                percent=f"{verdict.WORSE_PERCENT:.0f}",
            ),
        ),
        (
            _("A large fall"),
            _(
                "down %(percent)s %% or more, and %(points)s points or more",
                percent=f"{verdict.SUBSTANTIAL_PERCENT:.0f}",
                points=f"{verdict.LARGE_POINTS:.0f}",
            ),
        ),
        (
            _("A fall most people notice"),
            _(
                "down %(percent)s %% or more, and %(points)s points or more (%(few)s point if you began at "
                "%(start)s or less)",
                percent=f"{verdict.MEANINGFUL_PERCENT:.0f}",
                points=f"{verdict.LARGE_POINTS:.0f}",
                few=f"{verdict.SMALL_START_POINTS:.0f}",
                start=f"{verdict.SMALL_START:.0f}",
            ),
        ),
        (
            _("A small fall"),
            _("down %(percent)s %% or more, but less than that", percent=f"{verdict.SMALL_PERCENT:.0f}"),
        ),
        (_("No clear change"), _("everything else")),
    )


LABEL_SOURCES: Final = (read.FARRAR_2001, read.OSTELO_2008, read.IMMPACT_2008, read.CHILDS_2005)


def cannot_tell() -> tuple[Fact, ...]:
    return (
        Fact(
            _(
                "Why pain changed. It may have eased by itself, and people tend to begin treatment on bad days, so "
                "scores drift back to the usual."
            ),
            (read.PENGEL_2003, read.N_OF_1_GUIDE),
        ),
        Fact(
            _("Which treatment did it, where you had more than one, or took medicine in the same weeks."),
            (read.N_OF_1_GUIDE,),
        ),
        Fact(
            _(
                "How much came from expecting to feel better: in the trial above leg pain fell 14.9 mm of 100 with "
                "sham, and 30.8 with acupuncture."
            ),
            (read.TU_2024,),
        ),
        Fact(
            _("What will happen next, which points are best, or who treats best. It does not try to."),
            (read.N_OF_1_GUIDE,),
        ),
        Fact(
            _(
                "Keeping a diary is no treatment: in a trial of a pain app, 108 people with it and 107 without, "
                "pain got in the way of life just as much."
            ),
            (read.KRAVITZ_2018,),
        ),
    )
