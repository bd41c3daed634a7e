"""What was published: each paper, guideline or page that was read, and what is said beside averages of trials.

Each was read on a day and is to be looked at again by another, sooner where such things change sooner.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.wording.language import N_, Words, told

_DOI: Final = "https://doi.org/"
_PMC: Final = "https://pmc.ncbi.nlm.nih.gov/articles/"


FIRST_READ: Final = date(2026, 11, 22)
READ_AGAIN: Final = date(2026, 12, 1)
# How long after it was read: what guidelines and payers say, and what was not found, is looked for twice a year, trials
# and reviews once; how pain goes by itself and how to count changes slowly. Our own rule.
HALF_A_YEAR: Final = timedelta(days=182)
A_YEAR: Final = timedelta(days=365)
TWO_YEARS: Final = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Source:
    """A paper, guideline or page by its short name; `address` is blank where none was certain.

    `read` says how much of it was read, where that was not the abstract or the page itself; `read_on` when, and
    `stands` for how long it is taken as it was read then.
    """

    name: str
    address: str = ""
    read: str = ""
    read_on: date = FIRST_READ
    stands: timedelta = A_YEAR

    @property
    def look_again_by(self) -> date:
        """The last day on which it is taken as it was read."""
        return self.read_on + self.stands


OWN_SEARCH = Source(
    N_("Our own search for this page"),
    read=N_("we looked, and found nothing"),
    read_on=READ_AGAIN,
    stands=HALF_A_YEAR,
)
NOT_LOOKED_FOR = Source(N_("Not looked for by us"), stands=HALF_A_YEAR)

# Trials and reviews of acupuncture
TU_2024 = Source("Tu 2024, JAMA Internal Medicine 184:1417", f"{_DOI}10.1001/jamainternmed.2024.5463")
TU_REPORT = Source(
    "Medscape report of Tu 2024", read=N_("a copy of a news report: who was blinded, what the authors ask for")
)
TU_WEEKS = Source("HealthDay report of Tu 2024", read=N_("a copy of a news report: weeks 2 and 52"))
JI_2015 = Source("Ji 2015", f"{_DOI}10.1155/2015/192808")
ECAM_2015 = Source("Evidence-Based Complementary and Alternative Medicine 2015:425108", f"{_DOI}10.1155/2015/425108")
LIU_2019 = Source("Liu 2019", f"{_DOI}10.2147/JPR.S210672")
ZHANG_2023 = Source("Zhang 2023", f"{_DOI}10.3389/fnins.2023.1097830", N_("part of the abstract"), READ_AGAIN)
DISC_REVIEW_2025 = Source(
    N_("A review of 2025, chronic sciatica from herniated discs, trials from May 2015 to May 2025"),
    read=N_("a copy of the abstract"),
    read_on=READ_AGAIN,
)
NI_2025 = Source("Ni 2025, Journal of Pain Research 18:4809", f"{_DOI}10.2147/JPR.S542831", read_on=READ_AGAIN)
DEBAR_2025 = Source(
    "DeBar 2025, JAMA Network Open",
    "https://pubmed.ncbi.nlm.nih.gov/40938602/",
    N_("a summary in a journal for doctors"),
    READ_AGAIN,
)
COCHRANE_2020 = Source("Mu 2020, Cochrane CD013814", f"{_DOI}10.1002/14651858.CD013814", N_("part of the abstract"))
DELPHI_2021 = Source("Expert consensus 2021", f"{_DOI}10.2147/JPR.S280404")

# Guidelines and payers
NICE_NG59 = Source("NICE guideline NG59", "https://www.nice.org.uk/guidance/ng59", stands=HALF_A_YEAR)
NICE_SUMMARY = Source("BMJ 2017;356:i6748, summary of NG59", f"{_DOI}10.1136/bmj.i6748", stands=HALF_A_YEAR)
NICE_2020 = Source(
    N_("NG59, changed in September 2020"), read=N_("a news report of it"), read_on=READ_AGAIN, stands=HALF_A_YEAR
)
WHO_2023 = Source("WHO guideline 2023", "https://www.ncbi.nlm.nih.gov/books/NBK599213/", stands=HALF_A_YEAR)
CMS_NCD = Source("CMS, National Coverage Determination 30.3.3", stands=HALF_A_YEAR)
DENMARK_2018 = Source(
    "Stochkendahl 2018, European Spine Journal 27:60",
    f"{_DOI}10.1007/s00586-017-5099-2",
    read_on=READ_AGAIN,
    stands=HALF_A_YEAR,
)

# Other care for sciatica
ACTIVE_2010 = Source("Dahm 2010, Cochrane CD007612", f"{_DOI}10.1002/14651858.CD007612.pub2", read_on=READ_AGAIN)
NSAIDS_2016 = Source("Rasmussen-Barr 2016, Cochrane CD012382", f"{_DOI}10.1002/14651858.CD012382", read_on=READ_AGAIN)
PREGABALIN_2017 = Source(
    "Mathieson 2017, New England Journal of Medicine 376:1111", f"{_DOI}10.1056/NEJMoa1614292", read_on=READ_AGAIN
)
INJECTIONS_2020 = Source(
    "Oliveira 2020, Cochrane CD013577",
    f"{_DOI}10.1002/14651858.CD013577",
    N_("a summary of it in another journal"),
    READ_AGAIN,
)
SURGERY_2023 = Source(
    "Liu 2023, BMJ 381:e070730", f"{_DOI}10.1136/bmj-2022-070730", N_("part of the abstract"), READ_AGAIN
)

# What pain does by itself
ATLAS_OUTCOME = Source("ATLAS cohort, outcome", f"{_DOI}10.1016/j.spinee.2017.10.071", stands=TWO_YEARS)
ATLAS_BASELINE = Source("ATLAS cohort, start", f"{_DOI}10.1186/s12891-015-0787-8", stands=TWO_YEARS)
HAUGEN_2011 = Source("Haugen, PMC3175874", f"{_PMC}PMC3175874/", stands=TWO_YEARS)
PENGEL_2003 = Source("Pengel 2003, BMJ 327:323", stands=TWO_YEARS)
COSTA_2012 = Source("Costa 2012, CMAJ 184:E613", stands=TWO_YEARS)

# Safety
BAEUMLER_2021 = Source("Baeumler 2021", f"{_DOI}10.1136/bmjopen-2020-045961")
XU_2013 = Source("Xu 2013, PMC3616356", f"{_PMC}PMC3616356/")
BLOOD_THINNERS = Source("PMC4315381, on needles and blood thinners", f"{_PMC}PMC4315381/")
NEEDLE_CAUTIONS = Source("Medscape 501973, on needles and cautions", "https://www.medscape.com/viewarticle/501973_6")
CUSTOM = Source(N_("Customary advice"), read=N_("no study was looked for"))
CARR_2015 = Source("Carr 2015, PMC4680134", f"{_PMC}PMC4680134/")
STRICTA_2010 = Source("STRICTA 2010, PMC2882429", f"{_PMC}PMC2882429/", stands=TWO_YEARS)

# Sciatica itself
MSD_MANUAL = Source("MSD Manual, lumbosacral radiculopathy", stands=TWO_YEARS)
GROVLE = Source("Grøvle, PMC2899809", f"{_PMC}PMC2899809/", stands=TWO_YEARS)
FRENCH_2006 = Source("French, Cochrane CD004750", f"{_DOI}10.1002/14651858.CD004750")
CES_PRACTICE = Source("BMJ Best Practice 3000164", stands=HALF_A_YEAR)
CES_PATHWAY = Source("GIRFT cauda equina pathway", read=N_("an article about it of 2024"), stands=HALF_A_YEAR)
WARNING_TABLE = Source("AHCPR, NCBI NBK52120", "https://www.ncbi.nlm.nih.gov/books/NBK52120/")

# How to count
FARRAR_2001 = Source("Farrar 2001, Pain 94:149", stands=TWO_YEARS)
CHILDS_2005 = Source("Childs 2005", "https://pubmed.ncbi.nlm.nih.gov/15928561/", stands=TWO_YEARS)
OSTELO_2008 = Source("Ostelo 2008", f"{_DOI}10.1097/BRS.0b013e31815e3a10", stands=TWO_YEARS)
IMMPACT_2008 = Source("IMMPACT 2008", f"{_DOI}10.1016/j.jpain.2007.09.005", stands=TWO_YEARS)
DIARY_TRIAL = Source(
    "A trial with daily ratings, NCT01474772", "https://clinicaltrials.gov/study/NCT01474772", stands=TWO_YEARS
)
WEEK_OF_DAYS = Source("PMC3014612, on single days and weeks", f"{_PMC}PMC3014612/", stands=TWO_YEARS)
STONE_2014 = Source("Stone 2014", f"{_DOI}10.1097/AJP.0000000000000030", stands=TWO_YEARS)
N_OF_1_GUIDE = Source("AHRQ, n-of-1 User’s Guide, chapter 4", stands=TWO_YEARS)
TANG_2019 = Source("Tang 2019, t-tests for one person’s series", stands=TWO_YEARS)
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
