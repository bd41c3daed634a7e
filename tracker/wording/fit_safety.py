"""What a statement of "Does it fit me?" is, and those of its first section: what needs a doctor, or care."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tracker.wording import sources as read
from tracker.wording.cautions import CAUTION_BANNERS, CAUTIONS
from tracker.wording.language import N_
from tracker.wording.sources import Source

OUR_RULE: Final = Source(N_("Our own rule"), read=N_("taken from no source"))
WORKED_OUT: Final = Source(N_("Worked out from the answers"))
NEEDLE_SAFETY: Final = Source(
    "Medscape, viewarticle 501973, on needles and safety", "https://www.medscape.com/viewarticle/501973_6"
)
DANGER_SIGNS: Final = Source(
    "NCBI NBK52120, on acute low back problems", "https://www.ncbi.nlm.nih.gov/books/NBK52120/"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A marked sentence to the owner of the record, what others read instead, and where it comes from."""

    text: str
    sources: tuple[Source, ...]
    of_others: str = ""


def statement(text: str, *sources: Source, of_others: str = "") -> Statement:
    return Statement(text, sources, of_others)


CAUTION: Final = "caution_"

SAFETY: Final[Mapping[str, Statement]] = {
    "signs_noted": statement(
        N_(
            "Your diary holds a warning sign of the last two weeks. It comes before any question about "
            "acupuncture. If it is still there or getting worse, get help now."
        ),
        read.CES_PRACTICE,
        read.NICE_NG59,
        of_others=N_(
            "The diary holds a warning sign of the last two weeks. It comes before any question about "
            "acupuncture. If it is still there or getting worse, the patient needs help now."
        ),
    ),
    "signs": statement(
        N_("One of these signs, new or getting worse, needs an emergency department now, and not an appointment."),
        read.CES_PRACTICE,
    ),
    "both_legs": statement(
        N_(
            "You said both legs. Pain, numbness or weakness that is now in both legs, and was not before, "
            "is one of these signs. Do not wait for an appointment with it."
        ),
        read.CES_PRACTICE,
        of_others=N_(
            "The patient said both legs. Pain, numbness or weakness that is now in both legs, and was not "
            "before, is one of these signs. It cannot wait for an appointment."
        ),
    ),
    "injury": statement(
        N_(
            "An injury was named as the cause. After a bad fall or accident, or a small one with weak bones"
            " or in older age, a doctor looks first."
        ),
        read.NICE_NG59,
        DANGER_SIGNS,
    ),
    "steroid": statement(
        N_("Steroid tablets are among the things a doctor needs to know before back or leg pain is treated by others."),
        read.NICE_NG59,
        DANGER_SIGNS,
    ),
    "pregnancy_cause": statement(
        N_(
            "Pregnancy was named as the cause. While it lasts: some points are traditionally avoided, and a"
            " review of studies found no objective evidence of harm. It is a question for the practitioner "
            "and the midwife."
        ),
        read.CARR_2015,
    ),
    "surgery": statement(
        N_("After surgery or an injection, ask the team that did it before needles go in near the place."),
        OUR_RULE,
        of_others=N_(
            "After surgery or an injection, the team that did it is to be asked before needles go in near the place."
        ),
    ),
    "medicine_stays": statement(
        N_("Needles are no reason to change or stop a medicine by yourself. Whoever prescribed it can say."),
        OUR_RULE,
        of_others=N_("Needles are no reason to change or stop a medicine. Whoever prescribed it can say."),
    ),
    "no_delay": statement(
        N_(
            "Fever, weight loss without a reason, cancer now or before, or weakness that is getting worse: "
            "a doctor first. People whose weakness was getting worse did not take part in the trial below."
        ),
        read.NICE_NG59,
        read.TU_2024,
    ),
    **{
        f"{CAUTION}{kind}": Statement(
            CAUTION_BANNERS.marked[kind], (read.BLOOD_THINNERS if kind == "blood_thinner" else NEEDLE_SAFETY,)
        )
        for kind in CAUTIONS
    },
    f"{CAUTION}blood_thinner": statement(CAUTION_BANNERS.marked["blood_thinner"], read.BLOOD_THINNERS),
    f"{CAUTION}pregnancy": statement(
        N_(
            "Tell your practitioner that you are pregnant, or could be. Some points are traditionally "
            "avoided; a review of studies found no objective evidence of harm. Decide with your "
            "practitioner and midwife."
        ),
        read.CARR_2015,
    ),
    f"{CAUTION}other": statement(N_("Tell your practitioner what else you have before any needle goes in."), OUR_RULE),
}
