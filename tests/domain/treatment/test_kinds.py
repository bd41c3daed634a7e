"""What each kind is asked about, and that there were no side effects as an answer of its own."""

import pytest

from tracker.domain.errors import Invalid
from tracker.domain.treatment.kinds import ASKED, AT_THE_NEEDLE, OWN_FIELDS
from tracker.domain.treatment.sessions import (
    NONE_NOTICED,
    SessionFacts,
    SideEffect,
    noticed,
    parse_side_effects,
    write_side_effects,
)
from tracker.domain.values.facts import names_of
from tracker.domain.vocabularies import COURSE_KINDS, SELF_CARE_KINDS, SESSION_KINDS, SIDE_EFFECTS
from tracker.wording.review import effects_in_line
from tracker.wording.treatment import effect_answer

NEEDLE_ONLY = {*AT_THE_NEEDLE, "broken_needle"} - {"bruise", "soreness", "redness"}


def test_every_kind_says_what_it_is_asked() -> None:
    assert tuple(ASKED) == tuple(SESSION_KINDS)
    assert tuple(kind for kind, asked in ASKED.items() if asked.by_somebody) == tuple(COURSE_KINDS)
    assert set(names_of(SessionFacts)) >= OWN_FIELDS
    assert {item for asked in ASKED.values() for item in asked.effects.every} == set(SIDE_EFFECTS)


@pytest.mark.parametrize("kind", [kind for kind in SESSION_KINDS if kind != "acupuncture"])
def test_only_needles_are_asked_about_needles(kind: str) -> None:
    assert not ASKED[kind].effects.every & NEEDLE_ONLY
    assert not ASKED[kind].effects.at_a_needle
    assert not ASKED[kind].own & ASKED["acupuncture"].own


@pytest.mark.parametrize("kind", SELF_CARE_KINDS)
def test_what_one_does_alone_is_asked_little(kind: str) -> None:
    asked = ASKED[kind].effects
    assert len(asked.every) < len(ASKED["massage"].effects.every) / 2
    assert "new_weakness" in asked.urgent, "what cannot wait is asked all the same"


def test_none_is_an_answer_and_not_the_same_as_nothing_recorded() -> None:
    assert (parse_side_effects("none"), parse_side_effects(" none "), parse_side_effects("")) == (
        NONE_NOTICED,
        NONE_NOTICED,
        (),
    )
    assert (write_side_effects(NONE_NOTICED), write_side_effects(())) == ("none", "")
    assert noticed(NONE_NOTICED) == ()
    assert noticed((SideEffect("bruise"),)) == (SideEffect("bruise"),)
    assert effects_in_line(NONE_NOTICED) == effect_answer("none", None, None) == "none noticed"


@pytest.mark.parametrize("cell", ["none; bruise", "bruise; none", "none mild", "none; none"])
def test_none_stands_alone(cell: str) -> None:
    with pytest.raises(Invalid):
        parse_side_effects(cell)
