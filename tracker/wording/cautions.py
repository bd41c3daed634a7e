"""What is said of cautions: to the patient beside each kind of treatment, and in a few words to whoever treats."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from tracker.domain.points.points import PREGNANCY_OTHER_POINTS, PREGNANCY_USUAL_POINTS
from tracker.domain.safety.cautions import Carried
from tracker.domain.vocabularies import checked_codes
from tracker.wording.formats import commas, day_year
from tracker.wording.language import N_, BothWords, Words, _

CAUTIONS = BothWords(
    {
        "blood_thinner": (N_("Blood thinner"), N_("blood thinner")),
        "bleeding_disorder": (N_("Bleeding disorder"), N_("bleeding disorder")),
        "implanted_device": (
            N_("Pacemaker, defibrillator or implanted pump"),
            N_("pacemaker, defibrillator or implanted pump"),
        ),
        "pregnancy": (N_("Pregnancy"), N_("pregnancy")),
        "skin_problem": (N_("Skin infection or broken skin"), N_("skin infection or broken skin")),
        "numb_area": (N_("Numb area"), N_("numb area")),
        "weak_immune_system": (N_("Weak immune system"), N_("weak immune system")),
        "epilepsy": (N_("Epilepsy"), N_("epilepsy")),
        "needle_fear": (
            N_("Fear of needles, or fainted with needles before"),
            N_("fear of needles, or fainted with needles before"),
        ),
        "metal_allergy": (N_("Metal allergy"), N_("metal allergy")),
        "other": (N_("Something else"), N_("something else")),
    }
)


# Source: Carr 2015, PMC4680134: 15 trials and a cohort of 5,885 women. Lists of points differ.
def pregnancy_points() -> str:
    return _(
        "Points traditionally avoided in pregnancy: %(usual)s; in some lists also %(other)s. A review of studies found "
        "no objective evidence of harm. Decide with your practitioner and midwife.",
        usual=commas(PREGNANCY_USUAL_POINTS),
        other=commas(PREGNANCY_OTHER_POINTS),
    )


# Needles. Sources: blood thinner PMC4315381; bleeding disorder, device and the rest medscape.com/viewarticle/501973_6;
# pregnancy Carr 2015, PMC4680134.
CAUTION_BANNERS = Words(
    {
        "blood_thinner": N_(
            "Tell your practitioner about your blood thinner before each session. They can choose the place and depth "
            "with care. Small spots of blood are common."
        ),
        "bleeding_disorder": N_(
            "Tell your practitioner about your bleeding disorder before any needle goes in. If it is severe, ask the "
            "doctor who treats it as well."
        ),
        "implanted_device": N_(
            "Tell your practitioner about your device before the session. Electrical stimulation is not used over it "
            "or near it. If it may be used elsewhere is a question for the team that looks after your device."
        ),
        "pregnancy": N_(
            "Tell your practitioner that you are pregnant. Some points are traditionally avoided; they are named "
            "beside the points on the session form. A review of studies found no objective evidence of harm. Decide "
            "with your practitioner and midwife."
        ),
        "skin_problem": N_("Tell your practitioner where the skin is infected or broken, so that they can stay clear."),
        "numb_area": N_("Tell your practitioner where you feel less. You may not notice heat or a needle there."),
        "weak_immune_system": N_(
            "Tell your practitioner that your immune system is weak. Afterwards, look out for redness, pus or fever."
        ),
        "epilepsy": N_("Tell your practitioner about your epilepsy, and what helps you if you have a seizure."),
        "needle_fear": N_(
            "Tell your practitioner that needles worry you or have made you faint. It can help to lie down, and to "
            "start with few needles."
        ),
        "metal_allergy": N_("Tell your practitioner which metals you react to. Needles are mostly made of steel."),
        "other": N_("Tell your practitioner what you noted under your cautions before the session."),
    }
)

_OTHER: Final = {"other": CAUTION_BANNERS.marked["other"]}

# Hands and joints. Source: best practices for chiropractic, J Altern Complement Med, table 9: bleeding disorders and
# strong anticoagulants stand among the possible reasons against. The others are told to anyone who treats.
_HANDS: Final = {
    "blood_thinner": N_("Tell your practitioner about your blood thinner. Strong pressure can bruise more easily."),
    "bleeding_disorder": N_(
        "Tell your practitioner about your bleeding disorder before they press, stretch or thrust. If it is severe, "
        "ask the doctor who treats it as well."
    ),
    "pregnancy": N_("Tell your practitioner that you are pregnant, so that you lie well and they choose with care."),
    "skin_problem": N_("Tell your practitioner where the skin is infected or broken, so that they can stay clear."),
    "numb_area": N_("Tell your practitioner where you feel less. You may not notice when pressure is too much."),
    **_OTHER,
}

# Electrical treatment is part of many physiotherapists' rooms. Source: Braddom's Physical Medicine and Rehabilitation,
# as read at neurorehab.wiki: pacemaker, trunk in pregnancy, skin disease.
_PHYSIOTHERAPY: Final = {
    **_HANDS,
    "implanted_device": N_(
        "Tell your practitioner about your device before the session. Electrical treatment such as TENS is not used "
        "over it or near it. If it may be used elsewhere is a question for the team that looks after your device."
    ),
    "pregnancy": N_(
        "Tell your practitioner that you are pregnant. Ask before electrical treatment or heat on the back or belly."
    ),
    "epilepsy": N_("Tell your practitioner about your epilepsy, above all before electrical treatment."),
}

# Sources for heat and cold: instructions of a hot and cold therapy device (deroyal.com, TempTherapy), which name
# less feeling in the skin, infection, pregnancy (heat on the abdomen) and poor healing.
_HEAT: Final = {
    "numb_area": N_(
        "You noted a numb area. Skin that feels less can burn unnoticed: stay clear of it, or test the heat with "
        "another part of your body and look at the skin often. Ask whoever treats you."
    ),
    "skin_problem": N_("You noted infected or broken skin. Ask whoever treats you before you put heat there."),
    "pregnancy": N_("You noted a pregnancy. Ask your midwife or doctor before you put heat on your back or belly."),
    "implanted_device": N_(
        "You noted an implanted device. Ask the team that looks after it before you use an electric pad near it."
    ),
}
_ICE: Final = {
    "numb_area": N_(
        "You noted a numb area. Skin that feels less can be harmed by cold unnoticed: stay clear of it, or keep a "
        "cloth between, keep it short and look at the skin often. Ask whoever treats you."
    ),
    "skin_problem": N_("You noted infected or broken skin. Ask whoever treats you before you put ice there."),
}
_SWIMMING: Final = {
    "skin_problem": N_("You noted infected or broken skin. Ask a doctor or nurse before you go into the water."),
    "epilepsy": N_("You noted epilepsy. Tell somebody at the pool, and swim where somebody watches."),
}

_WHOEVER: Final = N_("Tell whoever treats you about this caution: %(caution)s.")
_BY_KIND: Final[Mapping[str, Mapping[str, str]]] = {
    "acupuncture": CAUTION_BANNERS.marked,
    "physiotherapy": _PHYSIOTHERAPY,
    "massage": _HANDS,
    "chiropractic": _HANDS,
    "heat": _HEAT,
    "ice": _ICE,
    "swimming": _SWIMMING,
    "other": dict.fromkeys(CAUTIONS, _WHOEVER) | _OTHER,
}

# For practitioners: what it means for the work of the hands and needles, in a few words. Sources: as above.
_LINES: Final = {
    "blood_thinner": N_("Blood thinner: mind site and depth; check for bleeding afterwards"),
    "bleeding_disorder": N_("Bleeding disorder: ask how severe before any needle"),
    "implanted_device": N_("Pacemaker, defibrillator or implanted pump: no electrical stimulation over or near it"),
    "pregnancy": N_(
        "Pregnancy: points traditionally avoided %(usual)s, in some lists also %(other)s; no objective evidence of "
        "harm found; decide together"
    ),
    "skin_problem": N_("Skin infection or broken skin: ask where, stay clear"),
    "numb_area": N_("Numb area: ask where; heat and needles may go unnoticed"),
    "weak_immune_system": N_("Weak immune system: look out for infection afterwards"),
    "epilepsy": N_("Epilepsy: ask what helps in a seizure, and about electrical stimulation"),
    "needle_fear": N_("Fear of needles, or fainted before: treat lying down, few needles at first"),
    "metal_allergy": N_("Metal allergy: ask which metal"),
    "other": N_("Something else: see the note of the patient"),
}
# Of one caution beside it, and of all of them at once; of a running course, and of what was confirmed before it.
CONFIRMED: Final = (N_("confirmed %(day)s"), N_("confirmed %(day)s, before this course began"))
LAST_CONFIRMED: Final = (N_("Last confirmed %(day)s."), N_("Last confirmed %(day)s, before this course began."))


def banners_for(kind: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The sentences to show beside a session of `kind` for the cautions `codes`, in the vocabulary's order, each once.

    A caution says something only for kinds of treatment where it matters: needles concern all of them, heat a numb
    area, walking none. Codes that are no caution, and kinds that are not known, give nothing. The sentences say "tell"
    or "ask" and leave the decision to the people who treat; no session is ever refused.
    Sources: as named beside the sentences of each kind.
    """
    sentences = _BY_KIND.get(kind, {})
    return tuple(
        _(sentences[code], caution=CAUTIONS.within[code])
        for code in checked_codes(tuple(codes), CAUTIONS)
        if code in sentences
    )


def caution_lines(codes: Iterable[str]) -> tuple[str, ...]:
    """The cautions `codes` in a few words each for somebody who treats, in the vocabulary's order, each once.

    Codes that are no caution are left out. Sources: as named beside the sentences for patients.
    """
    points = {"usual": commas(PREGNANCY_USUAL_POINTS), "other": commas(PREGNANCY_OTHER_POINTS)}
    return tuple(_(_LINES[code], **points) for code in checked_codes(tuple(codes), CAUTIONS))


class Told(NamedTuple):
    """A caution as it stands beside a name: its words, and what follows them, which may be nothing."""

    words: str
    text: str


class Cautions(NamedTuple):
    """The cautions that hold, one line each, and what is said of all of them at once, which may be nothing."""

    lines: tuple[Told, ...]
    note: str
    confirmed: str


def told_cautions(carried: Iterable[Carried], began_on: date | None) -> Cautions:
    """The cautions as they stand beside a name, in the vocabulary's order, with the day each was last confirmed.

    `began_on` is the day the course began that a page is about, None without one: what was confirmed before it says
    so. A day that all have in common is said once, and so is a note. Raises nothing. Source: our own rule; cautions
    are asked for again when a course begins.
    """
    order = list(CAUTIONS)
    known = sorted((one for one in carried if one.kind in order), key=lambda one: order.index(one.kind))
    days, notes = {one.confirmed_on for one in known}, {one.note for one in known}
    one_day, one_note = len(days) == 1, len(known) > 1 and len(notes) == 1
    lines = []
    for one in known:
        beside = [] if one_note or not one.note else [one.note]
        lines.append(
            Told(CAUTIONS[one.kind], "; ".join(beside if one_day else [*beside, confirmed_words(one, began_on)]))
        )
    return Cautions(
        tuple(lines),
        known[0].note or "" if one_note else "",
        confirmed_words(known[0], began_on, LAST_CONFIRMED) if one_day else "",
    )


def confirmed_words(one: Carried, began_on: date | None, said: tuple[str, str] = CONFIRMED) -> str:
    """Confirmed Fri 2 Jan 2026, before this course began: see `told_cautions`."""
    before = began_on is not None and one.confirmed_on < began_on
    return _(said[before], day=day_year(one.confirmed_on))
