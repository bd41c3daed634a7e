"""What popular articles claim about acupuncture for sciatica, and what each claim is worth, in plain words."""

from tracker.wording.evidence import sources as read
from tracker.wording.evidence.trials import Claim, Found
from tracker.wording.language import _, once_a_language

_NO, _PARTLY, _YES, _OPEN = Found.NOT_SUPPORTED, Found.PARTLY, Found.SUPPORTED, Found.NOT_CHECKED


@once_a_language
def claims() -> tuple[Claim, ...]:
    return (
        Claim(
            _("It is as good as painkillers, with fewer side effects"),
            _NO,
            _("No good head-to-head trial in sciatica was found. The authors of the largest trial ask for one."),
            (read.TU_REPORT,),
        ),
        Claim(
            _("We know how it eases pain"),
            _NO,
            _("Trials measured pain, not how it comes about. Ideas about how do not show that it does."),
            (read.TU_2024,),
        ),
        Claim(
            _("Each session adds to the last one"),
            _NO,
            _("Not shown: trials measured at set weeks. Your chart shows your scores; it cannot show the cause."),
            (read.TU_2024,),
        ),
        Claim(
            _("A session a month keeps the pain away"),
            _NO,
            _("We found no trial of it. You can record such sessions here and look."),
            (read.OWN_SEARCH,),
        ),
        Claim(
            _("An ache or a tingle from the needle is a good sign"),
            _NO,
            _("Not shown. Here you note it as none, mild, moderate or strong, and nothing more is read into it."),
            (read.STRICTA_2010,),
        ),
        Claim(
            _("Medicines help only while you take them"),
            _NO,
            _("Overstated: not shown for sciatica."),
            (read.OWN_SEARCH,),
        ),
        Claim(
            _("Chiropractic puts bones back that press on a nerve"),
            _NO,
            _("Not shown. NICE advises hands-on treatment only together with exercise."),
            (read.NICE_SUMMARY,),
        ),
        Claim(
            _("A specialist does better than an acupuncturist for everything"),
            _NO,
            _("We found nothing that compares them. You can still ask about experience."),
            (read.OWN_SEARCH,),
        ),
        Claim(
            _("You need 6 to 12 sessions"),
            _PARTLY,
            _(
                "Courses are often 6 to 12 sessions; review at about 6. This is habit: nobody has shown which "
                "number is best."
            ),
            (read.TU_2024, read.DELPHI_2021),
        ),
        Claim(
            _("One or two sessions a week for 4 to 6 weeks"),
            _PARTLY,
            _("Close to what is done. The trials we read gave two or three a week for 4 weeks."),
            (read.TU_2024, read.LIU_2019),
        ),
        Claim(
            _("You will know after 4 to 6 sessions"),
            _PARTLY,
            _(
                "In one trial the gap between acupuncture and sham could be seen from week 2. That is true of "
                "groups; one person’s scores go up and down."
            ),
            (read.TU_2024,),
        ),
        Claim(
            _("Some feel better after the first session"),
            _PARTLY,
            _("Some say so. People often begin on a bad day, so the next days tend to be better anyway."),
            (read.PENGEL_2003,),
        ),
        Claim(
            _("It lasts for weeks or months"),
            _PARTLY,
            _(
                "In one trial the gap between acupuncture and sham was there after a year. We found no other trial "
                "that long."
            ),
            (read.TU_2024,),
        ),
        Claim(
            _("Old pain needs a longer course"),
            _PARTLY,
            _("One US payer allows 8 more visits, but only if pain improves."),
            (read.CMS_NCD,),
        ),
        Claim(
            _("It spares stomach, kidneys and heart"),
            _PARTLY,
            _("It is no pill, but it has side effects of its own: about 1 in 11 people notice a minor one."),
            (read.BAEUMLER_2021,),
        ),
        Claim(
            _("Feeling worse afterwards passes, and real harm to your pain is rare"),
            _PARTLY,
            _("Soreness at the needle is common. How often sciatica itself gets worse was not counted."),
            (read.BAEUMLER_2021,),
        ),
        Claim(
            _("In pregnancy some points are dangerous"),
            _PARTLY,
            _(
                "Some points are traditionally avoided. A review found no objective evidence of harm. Decide with your "
                "practitioner and midwife."
            ),
            (read.CARR_2015,),
        ),
        Claim(
            _("It is best together with physiotherapy"),
            _PARTLY,
            _("Exercise is the main part of the UK guideline. That the two together are best was not shown."),
            (read.NICE_SUMMARY,),
        ),
        Claim(
            _("Massage between sessions helps"),
            _PARTLY,
            _("The UK guideline advises massage only together with exercise."),
            (read.NICE_SUMMARY,),
        ),
        Claim(
            _("Heat and ice at home help"),
            _PARTLY,
            _("Heat: a small easing for a short time. Ice: too little research to say."),
            (read.FRENCH_2006,),
        ),
        Claim(
            _("Keeping a diary makes treatment better"),
            _PARTLY,
            _("It can help you and your practitioner decide. It did not ease pain by itself in a trial."),
            (read.KRAVITZ_2018,),
        ),
        Claim(
            _("Insurance pays for it"),
            _PARTLY,
            _("That differs. US Medicare pays for long-lasting low back pain of no known cause, not for sciatica."),
            (read.CMS_NCD,),
        ),
        Claim(
            _("Bone spurs, a narrow canal and a muscle in the buttock cause sciatica too"),
            _PARTLY,
            _("They can. How often each is the cause, we did not check."),
            (read.GROVLE,),
        ),
        Claim(
            _("It does a little better than sham"),
            _YES,
            _(
                "In the largest trial leg pain fell 30.8 mm of 100 with acupuncture and 14.9 with sham. It is one "
                "trial."
            ),
            (read.TU_2024,),
        ),
        Claim(
            _("A slipped disc is the most frequent cause"),
            _YES,
            _("Yes. Only a clinician can say what yours is."),
            (read.GROVLE,),
        ),
        Claim(
            _("The pain runs from the low back down the leg, dull or sharp, shooting or burning"),
            _YES,
            _("Yes, that is how it is usually described."),
            (read.MSD_MANUAL,),
        ),
        Claim(
            _("Needles stay in for 20 to 45 minutes"),
            _YES,
            _("Yes, that is usual in trials. A panel of experts in China put 30 on its list."),
            (read.ECAM_2015, read.DELPHI_2021),
        ),
        Claim(
            _("Needles go into the low back, buttock, leg and foot; some also use hand or ear"),
            _YES,
            _("Yes, that is what is done. It does not show that one place is better than another."),
            (read.DELPHI_2021,),
        ),
        Claim(
            _("A bruise is the most common side effect"),
            _YES,
            _("Close: half of all side effects are spots of bleeding, pain or redness at the needle."),
            (read.BAEUMLER_2021,),
        ),
        Claim(
            _("Serious harm is very rare"),
            _YES,
            _("About 1 in 10,000 people. Rare is not never: know when to get help."),
            (read.BAEUMLER_2021,),
        ),
        Claim(
            _("Needles should be sterile and used once"),
            _YES,
            _("Yes: infections are among the main serious harms in reports."),
            (read.XU_2013,),
        ),
        Claim(
            _("Tell the practitioner about blood thinners, bleeding disorders and your history first"),
            _YES,
            _("Yes. Tell them; it does not always mean that you cannot have it."),
            (read.BLOOD_THINNERS,),
        ),
        Claim(
            _("Try it before an operation: there is little to lose"),
            _OPEN,
            _("With a warning sign there is a lot to lose. Then do not wait: get help now."),
            (read.CES_PRACTICE,),
        ),
        Claim(_("Needles hurt only a little, or not at all"), _OPEN, _("We did not look for numbers."), ()),
        Claim(
            _("Look for these letters after the name"),
            _OPEN,
            _("Licences differ between countries. Ask the body that gives them where you live."),
            (),
        ),
        Claim(
            _("Losing weight, a better chair, swimming and walking help"),
            _OPEN,
            _("We did not look for numbers. You can note them here as changes."),
            (),
        ),
    )


def claims_by_found() -> tuple[tuple[Found, tuple[Claim, ...]], ...]:
    """The claims in groups: those not supported first, because they matter most, then as `Found` is worded."""
    order = (Found.NOT_SUPPORTED, Found.PARTLY, Found.SUPPORTED, Found.NOT_CHECKED)
    return tuple((found, tuple(claim for claim in claims() if claim.found is found)) for found in order)
