"""What was published: each paper, guideline or page that was read, and what is said beside averages of trials."""

from dataclasses import dataclass
from typing import Final

from tracker.wording.language import N_, Words, told

_DOI: Final = "https://doi.org/"
_PMC: Final = "https://pmc.ncbi.nlm.nih.gov/articles/"


@dataclass(frozen=True, slots=True)
class Source:
    """A paper, guideline or page by its short name; `address` is blank where none was certain.

    `read` says how much of it was read, where that was not the abstract or the page itself.
    """

    name: str
    address: str = ""
    read: str = ""


OWN_SEARCH = Source(N_("Our own search for this page"), read=N_("we looked, and found nothing"))

# Trials and reviews of acupuncture
TU_2024 = Source("Tu 2024, JAMA Internal Medicine 184:1417", f"{_DOI}10.1001/jamainternmed.2024.5463")
TU_REPORT = Source(
    "Medscape report of Tu 2024", read=N_("a copy of a news report: who was blinded, what the authors ask for")
)
TU_WEEKS = Source("HealthDay report of Tu 2024", read=N_("a copy of a news report: weeks 2 and 52"))
JI_2015 = Source("Ji 2015", f"{_DOI}10.1155/2015/192808")
ECAM_2015 = Source("Evidence-Based Complementary and Alternative Medicine 2015:425108", f"{_DOI}10.1155/2015/425108")
LIU_2019 = Source("Liu 2019", f"{_DOI}10.2147/JPR.S210672")
ZHANG_2023 = Source("Zhang 2023", f"{_DOI}10.3389/fnins.2023.1097830", N_("part of the abstract"))
COCHRANE_2020 = Source("Mu 2020, Cochrane CD013814", f"{_DOI}10.1002/14651858.CD013814", N_("part of the abstract"))
DELPHI_2021 = Source("Expert consensus 2021", f"{_DOI}10.2147/JPR.S280404")

# Guidelines and payers
NICE_NG59 = Source("NICE guideline NG59", "https://www.nice.org.uk/guidance/ng59")
NICE_SUMMARY = Source("BMJ 2017;356:i6748, summary of NG59", f"{_DOI}10.1136/bmj.i6748")
WHO_2023 = Source("WHO guideline 2023", "https://www.ncbi.nlm.nih.gov/books/NBK599213/")
CMS_NCD = Source("CMS, National Coverage Determination 30.3.3")

# What pain does by itself
ATLAS_OUTCOME = Source("ATLAS cohort, outcome", f"{_DOI}10.1016/j.spinee.2017.10.071")
ATLAS_BASELINE = Source("ATLAS cohort, start", f"{_DOI}10.1186/s12891-015-0787-8")
HAUGEN_2011 = Source("Haugen, PMC3175874", f"{_PMC}PMC3175874/")
PENGEL_2003 = Source("Pengel 2003, BMJ 327:323")
COSTA_2012 = Source("Costa 2012, CMAJ 184:E613")

# Safety
BAEUMLER_2021 = Source("Baeumler 2021", f"{_DOI}10.1136/bmjopen-2020-045961")
XU_2013 = Source("Xu 2013, PMC3616356", f"{_PMC}PMC3616356/")
BLOOD_THINNERS = Source("PMC4315381, on needles and blood thinners", f"{_PMC}PMC4315381/")
CARR_2015 = Source("Carr 2015, PMC4680134", f"{_PMC}PMC4680134/")
STRICTA_2010 = Source("STRICTA 2010, PMC2882429", f"{_PMC}PMC2882429/")

# Sciatica itself
MSD_MANUAL = Source("MSD Manual, lumbosacral radiculopathy")
GROVLE = Source("Grøvle, PMC2899809", f"{_PMC}PMC2899809/")
FRENCH_2006 = Source("French, Cochrane CD004750", f"{_DOI}10.1002/14651858.CD004750")
CES_PRACTICE = Source("BMJ Best Practice 3000164")

# How to count
FARRAR_2001 = Source("Farrar 2001, Pain 94:149")
CHILDS_2005 = Source("Childs 2005", "https://pubmed.ncbi.nlm.nih.gov/15928561/")
OSTELO_2008 = Source("Ostelo 2008", f"{_DOI}10.1097/BRS.0b013e31815e3a10")
IMMPACT_2008 = Source("IMMPACT 2008", f"{_DOI}10.1016/j.jpain.2007.09.005")
DIARY_TRIAL = Source("A trial with daily ratings, NCT01474772", "https://clinicaltrials.gov/study/NCT01474772")
WEEK_OF_DAYS = Source("PMC3014612, on single days and weeks", f"{_PMC}PMC3014612/")
STONE_2014 = Source("Stone 2014", f"{_DOI}10.1097/AJP.0000000000000030")
N_OF_1_GUIDE = Source("AHRQ, n-of-1 User’s Guide, chapter 4")
TANG_2019 = Source("Tang 2019, t-tests for one person’s series")
KRAVITZ_2018 = Source("Kravitz 2018, PMC6233756", f"{_PMC}PMC6233756/")

GROUPS = Words(
    {
        "tu2024_acupuncture": N_("Leg pain with acupuncture, 10 sessions in 4 weeks (trial, Tu 2024)"),
        "tu2024_sham": N_("Leg pain with sham needles, 10 sessions in 4 weeks (trial, Tu 2024)"),
        "costa2012_persistent_lbp": N_("Low back pain that had lasted, followed for a year (many studies, Costa 2012)"),
    }
)


def reference_caption() -> str:
    return told(
        N_(
            "Average of a trial group, not a prediction for you. The last line is the average of people with low "
            "back pain in many studies, not of leg pain. Only the marked points were published; nothing in between "
            "is known. The studies measured on a line of 100 millimetres; we divided by 10 to draw it here, which "
            "is only roughly the same as a score from 0 to 10. The starting value of 6.0 comes from a second-hand "
            "report."
        ),
        N_(
            "Average of a trial group, not a prediction for the patient. The last line is the average of people "
            "with low back pain in many studies, not of leg pain. Only the marked points were published; nothing in "
            "between is known. The studies measured on a line of 100 millimetres; we divided by 10 to draw it here, "
            "which is only roughly the same as a score from 0 to 10. The starting value of 6.0 comes from a "
            "second-hand report."
        ),
    )
