"""What "Does it fit me?" says: each statement of `domain/learning/fit.py` in words, with its sources.

What the page on evidence says as well is the same sentence, so that it is read and translated once.
"""

from collections.abc import Mapping
from typing import Final

from tracker.wording import sources as read
from tracker.wording.cautions import caution_lines
from tracker.wording.fit_safety import (
    CAUTION,
    DANGER_SIGNS,
    NEEDLE_SAFETY,
    OUR_RULE,
    SAFETY,
    WORKED_OUT,
    Statement,
)
from tracker.wording.fit_safety import statement as _of
from tracker.wording.language import N_, is_owner, told

STATEMENTS: Final[Mapping[str, Statement]] = {
    **SAFETY,
    "trial": _of(
        N_(
            "In one well-run trial with 216 people, leg pain fell 30.8 mm of 100 with ten sessions of "
            "acupuncture in 4 weeks and 14.9 mm with sham, which looks and feels like it: a difference of "
            "16.0 (95 %% interval 10.6 to 21.3). The gap was still there after a year."
        ),
        read.TU_2024,
    ),
    "trial_limits": _of(
        N_(
            "The acupuncturists knew which treatment they gave. One country only. There was no group with "
            "painkillers. These are averages of groups, and foretell nothing for one person."
        ),
        read.TU_2024,
        read.TU_REPORT,
    ),
    "trial_people": _of(
        N_(
            "Its people were like you in two things: a slipped disc as the cause, and leg pain for 3 months"
            " or more. What else they were like is not known here."
        ),
        read.TU_2024,
        of_others=N_(
            "Its people were like the patient in two things: a slipped disc as the cause, and leg pain for "
            "3 months or more. What else they were like is not known here."
        ),
    ),
    "trial_cause": _of(
        N_("You were told another cause: %(cause)s. The trial took people with a slipped disc alone."),
        read.TU_2024,
        of_others=N_("The patient was told another cause: %(cause)s. The trial took people with a slipped disc alone."),
    ),
    "trial_cause_unknown": _of(
        N_(
            "The trial took people with a slipped disc alone. Where the cause is not known, nobody can say "
            "how far it applies."
        ),
        read.TU_2024,
    ),
    "trial_shorter": _of(
        N_("The trial took people with 3 months of leg pain or more. In the first weeks pain often eases by itself."),
        read.TU_2024,
        read.PENGEL_2003,
    ),
    "trial_duration_unknown": _of(N_("The trial took people with 3 months of leg pain or more."), read.TU_2024),
    "reviews": _of(
        N_(
            "A review of weaker trials (12 trials, 1,842 people with sciatica): pain was 1.25 points of 10 "
            "lower with acupuncture than with usual medicines. Sham was not the rival, and the authors say "
            "no more than that it “may be effective”."
        ),
        read.JI_2015,
    ),
    "no_rival": _of(
        N_("Acupuncture against painkillers: no good head-to-head trial in sciatica was found."),
        read.OWN_SEARCH,
        read.TU_REPORT,
    ),
    "own_before": _of(
        N_("You had acupuncture before. What your pain did then is worth telling, but it cannot show the cause."),
        read.N_OF_1_GUIDE,
        of_others=N_(
            "The patient had acupuncture before. What the pain did then is worth asking, but it cannot show the cause."
        ),
    ),
    "course_new": _of(
        N_(
            "New low back pain or sciatica: pain fell by 58 %% within a month on average, then levelled off"
            " by about 3 months. 73 of 100 had it again within a year."
        ),
        read.PENGEL_2003,
    ),
    "course_lasting": _of(
        N_(
            "Low back pain that had lasted, on a scale of 100: 51 at the start, 33 after 6 weeks, 26 after "
            "26 weeks and 23 after a year."
        ),
        read.COSTA_2012,
    ),
    "course_leg": _of(
        N_(
            "Pain often eases by itself: in a UK study, 55 of 100 people with leg pain from the back had "
            "improved after a year."
        ),
        read.ATLAS_OUTCOME,
    ),
    "course_disc": _of(
        N_(
            "People with sciatica and a slipped disc: 49 to 58 of 100 did well after 12 months, depending "
            "on what was measured (466 people)."
        ),
        read.HAUGEN_2011,
    ),
    "side_effects": _of(
        N_("About 1 in 11 people notice a minor side effect; serious ones are about 1 in 10,000."),
        read.BAEUMLER_2021,
    ),
    "nice": _of(
        N_(
            "Against: NICE, United Kingdom, about low back pain and sciatica. Acupuncture and electrical "
            "treatments are not recommended. Exercise is the main part."
        ),
        read.NICE_NG59,
        read.NICE_SUMMARY,
    ),
    "who": _of(
        N_(
            "For, with conditions: World Health Organization, 2023, about long-lasting low back pain of no "
            "known cause, which is not sciatica. Treatment with needles may be offered, on evidence of low "
            "certainty."
        ),
        read.WHO_2023,
    ),
    "cms": _of(
        N_(
            "For payment, within limits: CMS, United States, about long-lasting low back pain of no known "
            "cause, which is not sciatica. 12 visits in 90 days, 8 more only if pain improves, 20 a year at"
            " most."
        ),
        read.CMS_NCD,
    ),
    "tell_health": _of(
        N_(
            "Tell: what a doctor said about the cause, any scan, where it is numb or weak, and every "
            "warning sign there is or was."
        ),
        read.NICE_NG59,
        DANGER_SIGNS,
    ),
    "tell_cautions": _of(N_("Tell before any needle goes in: %(cautions)s."), NEEDLE_SAFETY),
    "tell_medicine": _of(
        N_("Tell every medicine, also those without prescription: %(medicine)s."), read.BLOOD_THINNERS, NEEDLE_SAFETY
    ),
    "tell_before": _of(N_("Tell what acupuncture did before, and any side effect."), NEEDLE_SAFETY),
    "ask_training": _of(
        N_("Ask which licence and training they have, which body gave it, and how often they treat sciatica."),
        read.STRICTA_2010,
    ),
    "ask_needles": _of(N_("Ask if the needles are sterile and used once only."), read.XU_2013),
    "ask_plan": _of(
        N_(
            "Ask how many sessions they plan, how often, what each costs, and what happens without a change"
            " by session 6."
        ),
        read.STRICTA_2010,
        read.CMS_NCD,
    ),
    "stay_active": _of(
        N_("The UK guideline advises to keep active, and to go on with normal activities as far as possible."),
        read.NICE_NG59,
    ),
    "exercise": _of(N_("Exercise is the main part of what it advises."), read.NICE_NG59, read.NICE_SUMMARY),
    "exercise_untried": _of(
        N_(
            "You named neither exercise nor physiotherapy among what you tried. A doctor or physiotherapist"
            " can say what of it suits you."
        ),
        read.NICE_NG59,
        of_others=N_("Neither exercise nor physiotherapy was named among what was tried."),
    ),
    "hands_on": _of(N_("Massage and manipulation: only together with exercise, it says."), read.NICE_NG59),
    "heat": _of(
        N_("Heat: a small easing for a short time, found for new low back pain. Sciatica was not looked at by itself."),
        read.FRENCH_2006,
    ),
    "not_routine": _of(
        N_(
            "Traction, ultrasound, TENS and braces: not as a routine, says the WHO guideline for long-"
            "lasting low back pain of no known cause."
        ),
        read.WHO_2023,
    ),
    "usual": _of(
        N_("Courses are often 6 to 12 sessions, once or twice a week. In the trial it was ten in 4 weeks."),
        read.TU_2024,
        read.DELPHI_2021,
        read.CMS_NCD,
    ),
    "time": _of(
        N_(
            "The needles stay in for 20 to 45 minutes. At half an hour each, 6 to 12 sessions are 3 to 6 "
            "hours; talking and the way there come on top."
        ),
        read.ECAM_2015,
        read.DELPHI_2021,
    ),
    "cost": _of(
        N_("At %(cost)s a session, 6 sessions come to %(least)s and 12 to %(most)s, before what an insurer may pay."),
        WORKED_OUT,
    ),
    "cost_unknown": _of(
        N_(
            "What a session costs is not answered here. Ask before you agree to a number, and ask your insurer as well."
        ),
        OUR_RULE,
        of_others=N_("What a session costs was not answered."),
    ),
    "time_money": _of(
        N_(
            "Time and money matter most to you: a small number can be agreed first, with the session at "
            "which you look at it together."
        ),
        OUR_RULE,
        of_others=N_(
            "Time and money matter most to the patient: a small number can be agreed first, with the "
            "session at which you look at it together."
        ),
    ),
    "when_to_stop": _of(
        N_("CMS pays for more sessions only where pain improves, and for none where it does not."), read.CMS_NCD
    ),
    "starting_week": _of(
        N_(
            "Before the first session, log leg pain on 4 of 7 days at least. All later weeks are compared "
            "with that starting week, never with one single day."
        ),
        read.DIARY_TRIAL,
        read.WEEK_OF_DAYS,
        of_others=N_(
            "The diary needs leg pain on 4 of the 7 days before the first session at least. All later weeks"
            " are compared with that starting week, never with one single day."
        ),
    ),
    "review": _of(
        N_(
            "Around session 4 to 6 the diary proposes a review: weekly averages beside your starting week, "
            "in points and percent, with a rough range. Without a clear change, going on, changing or "
            "stopping is talked about."
        ),
        read.TU_WEEKS,
        read.CMS_NCD,
        of_others=N_(
            "Around session 4 to 6 the diary proposes a review: weekly averages beside the starting week, "
            "in points and percent, with a rough range. Without a clear change, going on, changing or "
            "stopping is talked about."
        ),
    ),
    "watch_leg_pain": _of(
        N_("You said that leg pain matters most: it is the first thing the diary asks for, two taps a day."),
        read.IMMPACT_2008,
        of_others=N_("The patient said that leg pain matters most: it is the first thing the diary asks for."),
    ),
    "watch_sleep": _of(
        N_("You said that sleep matters most: log “sleep disturbed by pain” from the starting week on."),
        read.IMMPACT_2008,
        of_others=N_("The patient said that sleep matters most: the diary asks how far pain disturbed it."),
    ),
    "watch_sitting_walking": _of(
        N_(
            "You said that sitting or walking matters most: log for how many minutes you can, from the "
            "starting week on."
        ),
        read.IMMPACT_2008,
        of_others=N_("The patient said that sitting or walking matters most: the diary asks for how many minutes."),
    ),
    "watch_everyday": _of(
        N_("You said that everyday things matter most: name up to five of them here and score them once a week."),
        read.IMMPACT_2008,
        of_others=N_(
            "The patient said that everyday things matter most: the diary holds scores of up to five of them."
        ),
    ),
    "watch_less_medicine": _of(
        N_("You said that less medicine matters most: log each dose, and the days on which you took none."),
        read.IMMPACT_2008,
        of_others=N_("The patient said that less medicine matters most: the diary holds doses, and days without any."),
    ),
    "watch_side_effects": _of(
        N_("You said that side effects matter most: note them with each session, and how long they lasted."),
        read.IMMPACT_2008,
        of_others=N_("The patient said that side effects matter most: the diary holds them with each session."),
    ),
    "not_why": _of(
        N_(
            "The diary shows what happened, not why. Pain often eases by itself, people tend to begin on "
            "bad days, and expecting to feel better changes scores."
        ),
        read.PENGEL_2003,
        read.N_OF_1_GUIDE,
        read.TU_2024,
    ),
    "no_treatment": _of(
        N_(
            "Keeping a diary is no treatment: in a trial of a pain app, 108 people with it and 107 without,"
            " pain got in the way of life just as much."
        ),
        read.KRAVITZ_2018,
    ),
}


def said(code: str, values: Mapping[str, str]) -> str:
    """A statement to whoever reads it, with what the answers put into it."""
    if code.startswith(CAUTION) and not is_owner():
        return caution_lines([code.removeprefix(CAUTION)])[0]
    one = STATEMENTS[code]
    return told(one.text, one.of_others or one.text, **values)
