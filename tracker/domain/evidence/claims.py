"""What popular articles claim about acupuncture for sciatica, and what each claim is worth, in plain words."""

from typing import Final

from tracker.domain.evidence import sources as read
from tracker.domain.evidence.trials import Claim, Found

_NO, _PARTLY, _YES, _OPEN = Found.NOT_SUPPORTED, Found.PARTLY, Found.SUPPORTED, Found.NOT_CHECKED

CLAIMS: Final = (
    Claim(
        "It is as good as painkillers, with fewer side effects",
        _NO,
        "No good head-to-head trial in sciatica was found. The authors of the largest trial ask for one.",
        (read.TU_REPORT,),
    ),
    Claim(
        "We know how it eases pain",
        _NO,
        "Trials measured pain, not how it comes about. Ideas about how do not show that it does.",
        (read.TU_2024,),
    ),
    Claim(
        "Each session adds to the last one",
        _NO,
        "Not shown: trials measured at set weeks. Your chart shows your scores; it cannot show the cause.",
        (read.TU_2024,),
    ),
    Claim(
        "A session a month keeps the pain away",
        _NO,
        "We found no trial of it. You can record such sessions here and look.",
        (read.OWN_SEARCH,),
    ),
    Claim(
        "An ache or a tingle from the needle is a good sign",
        _NO,
        "Not shown. Here you note it as none, mild, moderate or strong, and nothing more is read into it.",
        (read.STRICTA_2010,),
    ),
    Claim("Medicines help only while you take them", _NO, "Overstated: not shown for sciatica.", (read.OWN_SEARCH,)),
    Claim(
        "Chiropractic puts bones back that press on a nerve",
        _NO,
        "Not shown. NICE advises hands-on treatment only together with exercise.",
        (read.NICE_SUMMARY,),
    ),
    Claim(
        "A specialist does better than an acupuncturist for everything",
        _NO,
        "We found nothing that compares them. You can still ask about experience.",
        (read.OWN_SEARCH,),
    ),
    Claim(
        "You need 6 to 12 sessions",
        _PARTLY,
        "Courses are often 6 to 12 sessions; review at about 6. This is habit: nobody has shown which number is best.",
        (read.TU_2024, read.DELPHI_2021),
    ),
    Claim(
        "One or two sessions a week for 4 to 6 weeks",
        _PARTLY,
        "Close to what is done. The trials we read gave two or three a week for 4 weeks.",
        (read.TU_2024, read.LIU_2019),
    ),
    Claim(
        "You will know after 4 to 6 sessions",
        _PARTLY,
        "In one trial the gap between acupuncture and sham could be seen from week 2. That is true of groups; one "
        "person’s scores go up and down.",
        (read.TU_2024,),
    ),
    Claim(
        "Some feel better after the first session",
        _PARTLY,
        "Some say so. People often begin on a bad day, so the next days tend to be better anyway.",
        (read.PENGEL_2003,),
    ),
    Claim(
        "It lasts for weeks or months",
        _PARTLY,
        "In one trial the gap between acupuncture and sham was there after a year. We found no other trial that long.",
        (read.TU_2024,),
    ),
    Claim(
        "Old pain needs a longer course",
        _PARTLY,
        "One US payer allows 8 more visits, but only if pain improves.",
        (read.CMS_NCD,),
    ),
    Claim(
        "It spares stomach, kidneys and heart",
        _PARTLY,
        "It is no pill, but it has side effects of its own: about 1 in 11 people notice a minor one.",
        (read.BAEUMLER_2021,),
    ),
    Claim(
        "Feeling worse afterwards passes, and real harm to your pain is rare",
        _PARTLY,
        "Soreness at the needle is common. How often sciatica itself gets worse was not counted.",
        (read.BAEUMLER_2021,),
    ),
    Claim(
        "In pregnancy some points are dangerous",
        _PARTLY,
        "Some points are traditionally avoided. A review found no objective evidence of harm. Decide with your "
        "practitioner and midwife.",
        (read.CARR_2015,),
    ),
    Claim(
        "It is best together with physiotherapy",
        _PARTLY,
        "Exercise is the main part of the UK guideline. That the two together are best was not shown.",
        (read.NICE_SUMMARY,),
    ),
    Claim(
        "Massage between sessions helps",
        _PARTLY,
        "The UK guideline advises massage only together with exercise.",
        (read.NICE_SUMMARY,),
    ),
    Claim(
        "Heat and ice at home help",
        _PARTLY,
        "Heat: a small easing for a short time. Ice: too little research to say.",
        (read.FRENCH_2006,),
    ),
    Claim(
        "Keeping a diary makes treatment better",
        _PARTLY,
        "It can help you and your practitioner decide. It did not ease pain by itself in a trial.",
        (read.KRAVITZ_2018,),
    ),
    Claim(
        "Insurance pays for it",
        _PARTLY,
        "That differs. US Medicare pays for long-lasting low back pain of no known cause, not for sciatica.",
        (read.CMS_NCD,),
    ),
    Claim(
        "Bone spurs, a narrow canal and a muscle in the buttock cause sciatica too",
        _PARTLY,
        "They can. How often each is the cause, we did not check.",
        (read.GROVLE,),
    ),
    Claim(
        "It does a little better than sham",
        _YES,
        "In the largest trial leg pain fell 30.8 mm of 100 with acupuncture and 14.9 with sham. It is one trial.",
        (read.TU_2024,),
    ),
    Claim(
        "A slipped disc is the most frequent cause",
        _YES,
        "Yes. Only a clinician can say what yours is.",
        (read.GROVLE,),
    ),
    Claim(
        "The pain runs from the low back down the leg, dull or sharp, shooting or burning",
        _YES,
        "Yes, that is how it is usually described.",
        (read.MSD_MANUAL,),
    ),
    Claim(
        "Needles stay in for 20 to 45 minutes",
        _YES,
        "Yes, that is usual in trials. A panel of experts in China put 30 on its list.",
        (read.ECAM_2015, read.DELPHI_2021),
    ),
    Claim(
        "Needles go into the low back, buttock, leg and foot; some also use hand or ear",
        _YES,
        "Yes, that is what is done. It does not show that one place is better than another.",
        (read.DELPHI_2021,),
    ),
    Claim(
        "A bruise is the most common side effect",
        _YES,
        "Close: half of all side effects are spots of bleeding, pain or redness at the needle.",
        (read.BAEUMLER_2021,),
    ),
    Claim(
        "Serious harm is very rare",
        _YES,
        "About 1 in 10,000 people. Rare is not never: know when to get help.",
        (read.BAEUMLER_2021,),
    ),
    Claim(
        "Needles should be sterile and used once",
        _YES,
        "Yes: infections are among the main serious harms in reports.",
        (read.XU_2013,),
    ),
    Claim(
        "Tell the practitioner about blood thinners, bleeding disorders and your history first",
        _YES,
        "Yes. Tell them; it does not always mean that you cannot have it.",
        (read.BLOOD_THINNERS,),
    ),
    Claim(
        "Try it before an operation: there is little to lose",
        _OPEN,
        "With a warning sign there is a lot to lose. Then do not wait: get help now.",
        (read.CES_PRACTICE,),
    ),
    Claim("Needles hurt only a little, or not at all", _OPEN, "We did not look for numbers.", ()),
    Claim(
        "Look for these letters after the name",
        _OPEN,
        "Licences differ between countries. Ask the body that gives them where you live.",
        (),
    ),
    Claim(
        "Losing weight, a better chair, swimming and walking help",
        _OPEN,
        "We did not look for numbers. You can note them here as changes.",
        (),
    ),
)


def claims_by_found() -> tuple[tuple[Found, tuple[Claim, ...]], ...]:
    """The claims in groups: those not supported first, because they matter most, then as `Found` is worded."""
    order = (Found.NOT_SUPPORTED, Found.PARTLY, Found.SUPPORTED, Found.NOT_CHECKED)
    return tuple((found, tuple(claim for claim in CLAIMS if claim.found is found)) for found in order)
