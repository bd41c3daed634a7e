"""Where cautions meet what was done: a table of cases, and that nothing is said where they do not meet."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.points.points import PREGNANCY_CAUTION_POINTS
from tracker.domain.safety.cautions import Carried
from tracker.wording.cautions import CAUTIONS, Cautions, Told, told_cautions
from tracker.wording.cautions_met import Given, cautions_met
from tracker.wording.language import read_by_owner
from tracker.wording.vocabularies import ADJUNCTS, SESSION_KINDS, STIMULATIONS, ZONES

NEEDLES: dict[str, Any] = {"kind": "acupuncture"}
FORBIDDING = re.compile(r"do not|don't|never|must|forbidden|avoid |clinical|significant|!", re.IGNORECASE)
USUAL = "Traditionally avoided in pregnancy. No objective evidence of harm was found. "


@pytest.mark.parametrize(
    ("caution", "given", "what", "says"),
    [
        ("pregnancy", NEEDLES | {"points": ("BL40", "BL60", "SP6")}, "SP6, BL60", USUAL),
        ("pregnancy", NEEDLES | {"points": ("BL32", "ST25")}, "BL32, ST25", "In some lists traditionally avoided"),
        (
            "pregnancy",
            NEEDLES | {"zones": ("sacrum",)},
            "needles at the sacrum",
            "In some lists points there are traditionally avoided",
        ),
        (
            "pregnancy",
            NEEDLES | {"stimulations": ("electrical",)},
            "electrical stimulation",
            "Talk about it before electrical",
        ),
        ("pregnancy", NEEDLES | {"adjuncts": ("moxa",)}, "moxa", "before heat on the back or belly"),
        ("pregnancy", {"kind": "heat"}, "heat", "before heat on the back or belly"),
        ("blood_thinner", NEEDLES | {"adjuncts": ("advice", "cupping")}, "cupping", "can bruise more easily"),
        ("blood_thinner", {"kind": "massage"}, "massage", "Talk about it first"),
        ("blood_thinner", {"kind": "chiropractic", "adjuncts": ("tuina",)}, "chiropractic, tuina massage", "Talk"),
        ("bleeding_disorder", NEEDLES, "needles", "how severe it is"),
        ("bleeding_disorder", {"kind": "massage"}, "massage", "ask the doctor who treats it"),
        ("implanted_device", NEEDLES | {"stimulations": ("electrical",)}, "electrical stimulation", "Not used over"),
        (
            "implanted_device",
            NEEDLES | {"stimulations": ("manual", "electrical")},
            "electrical stimulation",
            "Not used",
        ),
        ("epilepsy", NEEDLES | {"stimulations": ("electrical",)}, "electrical stimulation", "Talk about it"),
        ("numb_area", NEEDLES | {"stimulations": ("heat",)}, "heat or moxa", "can burn unnoticed"),
        ("numb_area", {"kind": "ice"}, "ice", "cold unnoticed"),
        ("numb_area", {"kind": "heat"}, "heat", "can burn unnoticed"),
        ("skin_problem", NEEDLES | {"adjuncts": ("moxa", "cupping")}, "moxa, cupping", "stay clear of it"),
        ("skin_problem", {"kind": "heat"}, "heat", "stay clear of it"),
    ],
)
def test_a_caution_and_what_it_meets_are_named_together(
    caution: str, given: dict[str, Any], what: str, says: str
) -> None:
    (met,) = cautions_met([caution], Given(**given))
    assert met.lead == f"{CAUTIONS[caution]} and {what}"
    assert met.text.startswith(says) or says in met.text


@pytest.mark.parametrize(
    ("caution", "given"),
    [
        ("pregnancy", NEEDLES | {"points": ("BL40", "GB30")}),
        ("pregnancy", NEEDLES | {"points": ("BL40",), "zones": ("sacrum",)}),
        ("pregnancy", {"kind": "walking"}),
        ("blood_thinner", NEEDLES | {"points": ("BL60",), "adjuncts": ("advice", "herbs")}),
        ("blood_thinner", {"kind": "heat"}),
        ("implanted_device", NEEDLES | {"stimulations": ("manual",)}),
        ("implanted_device", {"kind": "physiotherapy"}),
        ("bleeding_disorder", {"kind": "stretching"}),
        ("numb_area", NEEDLES),
        ("skin_problem", NEEDLES),
        ("epilepsy", {"kind": "swimming"}),
        ("metal_allergy", NEEDLES),
        ("needle_fear", NEEDLES),
        ("unheard_of", NEEDLES | {"points": ("BL60",)}),
    ],
)
def test_where_they_do_not_meet_nothing_is_said(caution: str, given: dict[str, Any]) -> None:
    assert cautions_met([caution], Given(**given)) == ()


anything = st.builds(
    Given,
    kind=st.sampled_from(list(SESSION_KINDS)),
    points=st.lists(st.sampled_from([*PREGNANCY_CAUTION_POINTS, "BL40", "GB30"]), unique=True).map(tuple),
    zones=st.lists(st.sampled_from(list(ZONES)), unique=True).map(tuple),
    stimulations=st.lists(st.sampled_from(list(STIMULATIONS)), unique=True, max_size=2).map(tuple),
    adjuncts=st.lists(st.sampled_from(list(ADJUNCTS)), unique=True).map(tuple),
)


@given(anything, st.lists(st.sampled_from(list(CAUTIONS)), unique=True))
def test_what_is_said_is_of_a_caution_that_holds_and_tells_or_asks(done: Given, codes: list[str]) -> None:
    found = cautions_met(codes, done)
    assert {one.caution for one in found} <= set(codes)
    assert cautions_met(reversed(codes), done) == found
    assert cautions_met([], done) == ()
    read_by_owner(owner=False)
    of_them = cautions_met(codes, done)
    read_by_owner(owner=True)
    assert [one for one in of_them if "your" in one.text] == []
    for one in found:
        assert not FORBIDDING.search(one.text)
        assert re.search(r"\b(Talk|Ask|Decide)\b|Not used", one.text), "words for whoever reads them"
        assert one.what


@given(anything)
def test_every_point_on_a_list_is_named_to_somebody_pregnant(done: Given) -> None:
    named = {code for one in cautions_met(["pregnancy"], done) for code in one.what.split(", ") if code in done.points}
    assert named == {code for code in done.points if code in PREGNANCY_CAUTION_POINTS}


JAN, FEB, MAR = date(2026, 1, 2), date(2026, 2, 1), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("carried", "began", "told"),
    [
        ([], FEB, Cautions((), "", "")),
        (
            [Carried("pregnancy", None, JAN)],
            FEB,
            Cautions((Told("Pregnancy", ""),), "", "Last confirmed Fri 2 Jan 2026, before this course began."),
        ),
        (
            [Carried("pregnancy", "Due in May", FEB)],
            FEB,
            Cautions((Told("Pregnancy", "Due in May"),), "", "Last confirmed Sun 1 Feb 2026."),
        ),
        (
            [Carried("epilepsy", None, MAR), Carried("pregnancy", "Due in May", JAN), Carried("unheard_of", "x", JAN)],
            FEB,
            Cautions(
                (
                    Told("Pregnancy", "Due in May; confirmed Fri 2 Jan 2026, before this course began"),
                    Told("Epilepsy", "confirmed Tue 3 Mar 2026"),
                ),
                "",
                "",
            ),
        ),
        (
            [Carried("epilepsy", "Ask my sister", MAR), Carried("pregnancy", "Ask my sister", MAR)],
            None,
            Cautions((Told("Pregnancy", ""), Told("Epilepsy", "")), "Ask my sister", "Last confirmed Tue 3 Mar 2026."),
        ),
    ],
)
def test_cautions_stand_with_the_day_they_were_last_confirmed(
    carried: list[Carried], began: date | None, told: Cautions
) -> None:
    assert told_cautions(carried, began) == told
