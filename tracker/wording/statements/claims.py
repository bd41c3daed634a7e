"""What popular articles claim about acupuncture for sciatica, and what each claim is worth: the unsupported first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracker.wording import sources as read
from tracker.wording.language import N_, Sentence
from tracker.wording.sources import Source
from tracker.wording.statements.statement import Place, Statement


def _claim(code: str, claim: Sentence, worth: Sentence, *sources: Source) -> Statement:
    return Statement(
        code=f"claims.{code}",
        place=Place.EVIDENCE,
        part="claims",
        heading=claim,
        texts=(worth,),
        sources=sources,
    )


UNSUPPORTED: Final = (
    _claim(
        "painkillers",
        N_("It is as good as painkillers, with fewer side effects"),
        N_("No good head-to-head trial in sciatica was found. The authors of the largest trial ask for one."),
        read.TU_REPORT,
    ),
    _claim(
        "how",
        N_("We know how it eases pain"),
        N_("Trials measured pain, not how it comes about. Ideas about how do not show that it does."),
        read.TU_2024,
    ),
    _claim(
        "adds_up",
        N_("Each session adds to the last one"),
        N_("Not shown: trials measured at set weeks. Your chart shows your scores; it cannot show the cause."),
        read.TU_2024,
    ),
    _claim(
        "maintenance",
        N_("A session a month keeps the pain away"),
        N_(
            "We found no trial of it in sciatica. In people of 65 and over with long-lasting low back pain, 44 of "
            "100 had at least 30 %% fewer limits with further sessions and 39 without."
        ),
        read.OWN_SEARCH,
        read.DEBAR_2025,
    ),
    _claim(
        "tingle",
        N_("An ache or a tingle from the needle is a good sign"),
        N_("Not shown. Here you note it as none, mild, moderate or strong, and nothing more is read into it."),
        read.STRICTA_2010,
    ),
    _claim(
        "medicines",
        N_("Medicines help only while you take them"),
        N_("Overstated: not shown for sciatica."),
        read.OWN_SEARCH,
    ),
    _claim(
        "chiropractic",
        N_("Chiropractic puts bones back that press on a nerve"),
        N_("Not shown. NICE advises hands-on treatment only together with exercise."),
        read.NICE_SUMMARY,
    ),
    _claim(
        "specialist",
        N_("A specialist does better than an acupuncturist for everything"),
        N_("We found nothing that compares them. You can still ask about experience."),
        read.OWN_SEARCH,
    ),
)
PARTLY: Final = (
    _claim(
        "sessions",
        N_("You need 6 to 12 sessions"),
        N_(
            "Courses are often 6 to 12 sessions; review at about 6. This is habit: nobody has shown which number "
            "is best."
        ),
        read.TU_2024,
        read.DELPHI_2021,
    ),
    _claim(
        "weekly",
        N_("One or two sessions a week for 4 to 6 weeks"),
        N_("Close to what is done. The trials we read gave two or three a week for 4 weeks."),
        read.TU_2024,
        read.LIU_2019,
    ),
    _claim(
        "when",
        N_("You will know after 4 to 6 sessions"),
        N_(
            "In one trial the gap between acupuncture and sham could be seen from week 2. That is true of groups; "
            "one person’s scores go up and down."
        ),
        read.TU_2024,
    ),
    _claim(
        "first_session",
        N_("Some feel better after the first session"),
        N_("Some say so. People often begin on a bad day, so the next days tend to be better anyway."),
        read.PENGEL_2003,
    ),
    _claim(
        "lasts",
        N_("It lasts for weeks or months"),
        N_(
            "In one trial the gap between acupuncture and sham was there after a year. We found no other trial "
            "that long."
        ),
        read.TU_2024,
    ),
    _claim(
        "old_pain",
        N_("Old pain needs a longer course"),
        N_("One US payer allows 8 more visits, but only if pain improves."),
        read.CMS_NCD,
    ),
    _claim(
        "organs",
        N_("It spares stomach, kidneys and heart"),
        N_("It is no pill, but it has side effects of its own: about 1 in 11 people notice a minor one."),
        read.BAEUMLER_2021,
    ),
    _claim(
        "worse",
        N_("Feeling worse afterwards passes, and real harm to your pain is rare"),
        N_("Soreness at the needle is common. How often sciatica itself gets worse was not counted."),
        read.BAEUMLER_2021,
    ),
    _claim(
        "pregnancy",
        N_("In pregnancy some points are dangerous"),
        N_(
            "Some points are traditionally avoided. A review found no objective evidence of harm. Decide with "
            "your practitioner and midwife."
        ),
        read.CARR_2015,
    ),
    _claim(
        "physiotherapy",
        N_("It is best together with physiotherapy"),
        N_("Exercise is the main part of the UK guideline. That the two together are best was not shown."),
        read.NICE_SUMMARY,
    ),
    _claim(
        "massage",
        N_("Massage between sessions helps"),
        N_("The UK guideline advises massage only together with exercise."),
        read.NICE_SUMMARY,
    ),
    _claim(
        "heat_and_ice",
        N_("Heat and ice at home help"),
        N_("Heat: a small easing for a short time. Ice: too little research to say."),
        read.FRENCH_2006,
    ),
    _claim(
        "diary",
        N_("Keeping a diary makes treatment better"),
        N_("It can help you and your practitioner decide. It did not ease pain by itself in a trial."),
        read.KRAVITZ_2018,
    ),
    _claim(
        "insurance",
        N_("Insurance pays for it"),
        N_("That differs. US Medicare pays for long-lasting low back pain of no known cause, not for sciatica."),
        read.CMS_NCD,
    ),
    _claim(
        "other_causes",
        N_("Bone spurs, a narrow canal and a muscle in the buttock cause sciatica too"),
        N_("They can. How often each is the cause, we did not check."),
        read.GROVLE,
    ),
)
SUPPORTED: Final = (
    _claim(
        "sham",
        N_("It does a little better than sham"),
        N_("In the largest trial leg pain fell 30.8 mm of 100 with acupuncture and 14.9 with sham. It is one trial."),
        read.TU_2024,
    ),
    _claim(
        "disc",
        N_("A slipped disc is the most frequent cause"),
        N_("Yes. Only a clinician can say what yours is."),
        read.GROVLE,
    ),
    _claim(
        "feels",
        N_("The pain runs from the low back down the leg, dull or sharp, shooting or burning"),
        N_("Yes, that is how it is usually described."),
        read.MSD_MANUAL,
    ),
    _claim(
        "minutes",
        N_("Needles stay in for 20 to 45 minutes"),
        N_("Yes, that is usual in trials. A panel of experts in China put 30 on its list."),
        read.ECAM_2015,
        read.DELPHI_2021,
    ),
    _claim(
        "where",
        N_("Needles go into the low back, buttock, leg and foot; some also use hand or ear"),
        N_("Yes, that is what is done. It does not show that one place is better than another."),
        read.DELPHI_2021,
    ),
    _claim(
        "bruise",
        N_("A bruise is the most common side effect"),
        N_("Close: half of all side effects are spots of bleeding, pain or redness at the needle."),
        read.BAEUMLER_2021,
    ),
    _claim(
        "rare_harm",
        N_("Serious harm is very rare"),
        N_("About 1 in 10,000 people. Rare is not never: know when to get help."),
        read.BAEUMLER_2021,
    ),
    _claim(
        "sterile",
        N_("Needles should be sterile and used once"),
        N_("Yes: infections are among the main serious harms in reports."),
        read.XU_2013,
    ),
    _claim(
        "tell",
        N_("Tell the practitioner about blood thinners, bleeding disorders and your history first"),
        N_("Yes. Tell them; it does not always mean that you cannot have it."),
        read.BLOOD_THINNERS,
    ),
)
UNCHECKED: Final = (
    _claim(
        "operation",
        N_("Try it before an operation: there is little to lose"),
        N_("With a warning sign there is a lot to lose. Then do not wait: get help now."),
        read.CES_PRACTICE,
    ),
    _claim(
        "hurts",
        N_("Needles hurt only a little, or not at all"),
        N_("We did not look for numbers."),
        read.NOT_LOOKED_FOR,
    ),
    _claim(
        "letters",
        N_("Look for these letters after the name"),
        N_("Licences differ between countries. Ask the body that gives them where you live."),
        read.NOT_LOOKED_FOR,
    ),
    _claim(
        "weight",
        N_("Losing weight, a better chair, swimming and walking help"),
        N_("We did not look for numbers. You can note them here as changes."),
        read.NOT_LOOKED_FOR,
    ),
)


def _labelled(name: str, group: tuple[Statement, ...]) -> tuple[str, tuple[Statement, ...]]:
    return name, tuple(replace(one, label=name) for one in group)


GROUPS: Final[Sequence[tuple[str, tuple[Statement, ...]]]] = (
    _labelled(N_("Not supported"), UNSUPPORTED),
    _labelled(N_("Only partly supported"), PARTLY),
    _labelled(N_("Supported"), SUPPORTED),
    _labelled(N_("Not checked by us"), UNCHECKED),
)
CLAIMS: Final = tuple(one for _name, group in GROUPS for one in group)
