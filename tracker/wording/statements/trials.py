"""Statements of the evidence page: trials and reviews of acupuncture, and what guidelines say of it."""

from typing import Final

from tracker.wording import sources as read
from tracker.wording.language import N_, Sentence
from tracker.wording.sources import Source
from tracker.wording.statements.statement import Place, Statement

TRIAL: Final = Statement(
    code="trial.tu",
    place=Place.EVIDENCE,
    part="trial",
    heading=N_("Tu and others, 2024, the largest trial in sciatica that we found"),
    texts=(
        N_(
            "216 people in six hospitals in China, with leg pain from a slipped disc for 3 months or more. Ten "
            "sessions in 4 weeks, with acupuncture or with sham: treatment that looks and feels like it."
        ),
        N_(
            "Leg pain fell 30.8 mm with acupuncture and 14.9 mm with sham, on a line of 100 mm. The difference "
            "was 16.0 mm (95 %% interval 10.6 to 21.3). Daily limits, on a scale of 100, fell 13.0 with "
            "acupuncture and 4.9 with sham: a difference of 8.1 (5.1 to 11.1). The gap between acupuncture and "
            "sham could be seen from week 2 and was still there after a year; a news report gives it as 7.8 mm in "
            "week 2 and 10.8 mm in week 52. No serious side effects were reported."
        ),
        N_(
            "The acupuncturists knew which treatment they gave. One country only. People whose weakness was "
            "getting worse did not take part. There was no group with painkillers. These are averages of groups, "
            "not a forecast for you."
        ),
    ),
    sources=(read.TU_2024, read.TU_REPORT, read.TU_WEEKS),
)


def _study(
    code: str, name: Sentence, texts: tuple[Sentence, Sentence, Sentence], *sources: Source, since: str = ""
) -> Statement:
    """A trial or a review: what was compared, what came out, and what stands in the way of believing it."""
    return Statement(
        code=code,
        place=Place.EVIDENCE,
        part="studies",
        heading=name,
        texts=texts,
        sources=sources,
        since=since,
    )


STUDIES: Final = (
    _study(
        "studies.disc_2025",
        N_("A review of 2025, of sciatica that had lasted"),
        (
            N_(
                "11 trials, 868 people with a slipped disc, most of them in China: acupuncture against sham, "
                "usual care or other acupuncture."
            ),
            N_(
                "Leg pain was lower with acupuncture by 1.08 standard deviations (95 %% interval 0.75 to 1.41), "
                "and by 1.05 against sham alone. Daily limits were lower by 0.57 (0.31 to 0.84; 7 trials)."
            ),
            N_(
                "The authors ask for caution because of how the trials were done. We read the abstract alone, and "
                "not who wrote it."
            ),
        ),
        read.DISC_REVIEW_2025,
    ),
    _study(
        "studies.ni_2025",
        N_("Ni and others, 2025, treatments together"),
        (
            N_(
                "Kinds of acupuncture alone, together with other treatments, and rehabilitation, for sciatica "
                "from a slipped disc."
            ),
            N_(
                "It puts treatments given together before rehabilitation alone, partly by comparing trials that "
                "did not compare them themselves."
            ),
            N_("We do not repeat its order: a place in such a list does not say how sure it is."),
        ),
        read.NI_2025,
    ),
    _study(
        "studies.zhang_2023",
        N_("Zhang and others, 2023, a review"),
        (
            N_("30 trials, 2,662 people with sciatica; among them acupuncture against medicines."),
            N_("1.25 times as many people were called improved as with medicines (95 %% interval 1.21 to 1.30)."),
            N_("The authors rate this as moderately certain. We read part of the abstract, not what it says of pain."),
        ),
        read.ZHANG_2023,
    ),
    _study(
        "studies.ji_2015",
        N_("Ji and others, 2015, a review"),
        (
            N_("12 trials, 1,842 people with sciatica: acupuncture against usual medicines. Sham was not the rival."),
            N_("Pain was lower by 1.25 points in 10 with acupuncture (95 %% interval 0.86 to 1.63)."),
            N_("The authors themselves say no more than that it “may be effective”: the trials were weak."),
        ),
        read.JI_2015,
        since=N_("Newer reviews of the same question stand above: 2023 and 2025."),
    ),
    _study(
        "studies.ecam_2015",
        N_("Another review of 2015"),
        (
            N_("11 trials, acupuncture against medicines. Sham was not the rival."),
            N_("Acupuncture may do better than medicines, but the authors call the evidence limited."),
            N_("Few careful trials; many gave treatment every day, which is rare elsewhere."),
        ),
        read.ECAM_2015,
        since=N_("Newer reviews of the same question stand above: 2023 and 2025."),
    ),
    _study(
        "studies.liu_2019",
        N_("Liu and others, 2019, a small first trial"),
        (
            N_("30 people: a lower or a higher dose of acupuncture, twice a week for 4 weeks."),
            N_("Both groups got better, and there was no difference between the doses."),
            N_("No group without acupuncture and none with sham, so it cannot say why they got better."),
        ),
        read.LIU_2019,
    ),
    _study(
        "studies.debar_2025",
        N_("DeBar and others, 2025, people of 65 and over"),
        (
            N_(
                "800 people of 65 and over with long-lasting low back pain, which is not sciatica: up to 15 "
                "sessions in 12 weeks, the same and up to 6 more, or usual care alone. Sham was not the rival."
            ),
            N_(
                "After 6 months 39 of 100 had at least 30 %% fewer limits with acupuncture, 44 with the further "
                "sessions, and 29 with usual care alone. Serious events were under 1 in 100 in all three."
            ),
            N_("People knew what they had. We read a summary of it."),
        ),
        read.DEBAR_2025,
    ),
    _study(
        "studies.cochrane_2020",
        N_("Cochrane, 2020, a review"),
        (
            N_("33 trials, 8,270 people with long-lasting low back pain of no known cause. That is not sciatica."),
            N_("We could not read its pooled numbers, so we give none."),
            N_("Not about sciatica, and we did not check it further."),
        ),
        read.COCHRANE_2020,
    ),
)


def _guideline(
    code: str, name: Sentence, about: Sentence, says: Sentence, *sources: Source, since: str = ""
) -> Statement:
    """What a body that advises doctors, or pays for care, says, and about which pain."""
    return Statement(
        code=code,
        place=Place.EVIDENCE,
        part="guidelines",
        heading=name,
        texts=(about, says),
        sources=sources,
        since=since,
    )


GUIDELINES: Final = (
    _guideline(
        "guidelines.nice",
        N_("NICE, United Kingdom (NG59)"),
        N_("Low back pain and sciatica"),
        N_(
            "Exercise is the main part. Hands-on treatment only together with exercise. Acupuncture and "
            "electrical treatments are not recommended."
        ),
        read.NICE_NG59,
        read.NICE_SUMMARY,
        since=N_("Its part on medicines for sciatica was changed in September 2020; see “Other care for sciatica”."),
    ),
    _guideline(
        "guidelines.denmark",
        N_("Danish Health Authority, 2018"),
        N_("New low back pain, or pain from a nerve root of the back, for less than 12 weeks"),
        N_(
            "Staying active, information, supervised exercise and hands-on treatment are suggested. It advises "
            "against acupuncture, and against paracetamol, anti-inflammatory tablets and opioids. This rests on "
            "evidence of low to moderate quality, or on agreement."
        ),
        read.DENMARK_2018,
    ),
    _guideline(
        "guidelines.who",
        N_("World Health Organization, 2023"),
        N_("Long-lasting low back pain of no known cause, not sciatica"),
        N_(
            "Treatment with needles, such as acupuncture, may be offered. This is a conditional recommendation on "
            "evidence of low certainty."
        ),
        read.WHO_2023,
    ),
    _guideline(
        "guidelines.cms",
        N_("CMS, United States (it decides what Medicare pays)"),
        N_("Long-lasting low back pain of no known cause, not sciatica"),
        N_(
            "Pays for 12 visits in 90 days, 8 more only if pain improves, and 20 a year at most. Treatment is to "
            "end where pain does not improve."
        ),
        read.CMS_NCD,
    ),
)
