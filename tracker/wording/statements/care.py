"""Statements of the evidence page on other care for sciatica: moving, tablets, injections, operations."""

from typing import Final

from tracker.wording import sources as read
from tracker.wording.language import N_
from tracker.wording.statements.evidence import evidence

PART: Final = "other-care"
OTHER_CARE: Final = (
    evidence(
        "care.exercise",
        PART,
        N_(
            "Exercise: the main part of the UK guideline for low back pain and sciatica. The Danish guideline "
            "suggests supervised exercise for new pain from a nerve root."
        ),
        read.NICE_SUMMARY,
        read.DENMARK_2018,
    ),
    evidence(
        "care.active",
        PART,
        N_(
            "Staying active or resting in bed: for sciatica little or no difference in pain or in what people "
            "could do (moderate certainty). The Danish guideline advises to stay active."
        ),
        read.ACTIVE_2010,
        read.DENMARK_2018,
    ),
    evidence(
        "care.nsaids",
        PART,
        N_(
            "Anti-inflammatory tablets (10 trials, 1,651 people with sciatica): pain was 4.6 of 100 lower than "
            "with a dummy pill, which may be chance (11.1 lower to 2.0 higher; very low certainty). Side effects "
            "were 1.4 times as frequent (1.02 to 1.93)."
        ),
        read.NSAIDS_2016,
    ),
    evidence(
        "care.pregabalin",
        PART,
        N_(
            "Pregabalin (209 people): after 8 weeks leg pain was 3.7 of 10 with it and 3.1 with a dummy pill, "
            "which may be chance (0.2 lower to 1.2 higher). Unwanted effects: 227 reports with it, 124 without."
        ),
        read.PREGABALIN_2017,
    ),
    evidence(
        "care.opioids",
        PART,
        N_("Opioids: the UK guideline says since 2020 that they are not to be offered for sciatica that has lasted."),
        read.NICE_2020,
    ),
    evidence(
        "care.injections",
        PART,
        N_(
            "Cortisone injected beside the nerve (25 trials, 2,740 people): slightly better than a dummy "
            "injection for leg pain and daily limits in the first months; the effect is small."
        ),
        read.INJECTIONS_2020,
    ),
    evidence(
        "care.surgery",
        PART,
        N_(
            "Operation on the disc against none (half of 24 trials, 1,711 people): leg pain was 12.1 of 100 lower "
            "in the first six weeks (0.5 to 23.6), on evidence of low or very low certainty. We read part of the "
            "abstract, and not what it says of a year later."
        ),
        read.SURGERY_2023,
    ),
)
