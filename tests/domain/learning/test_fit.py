"""Which statements "Does it fit me?" chooses: by tables, and for every combination of answers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Fault, Problems
from tracker.domain.learning import fit
from tracker.domain.learning.fit import Asked, FitFacts, Section, fit_answer
from tracker.domain.safety.warning_signs import WARNING_SIGNS
from tracker.domain.vocabularies import CAUSES_TOLD, DURATIONS, SESSION_KINDS, SIDES

ANYTHING = st.builds(
    FitFacts,
    duration=st.sampled_from((None, *DURATIONS)),
    side=st.sampled_from((None, *SIDES)),
    cause_told=st.sampled_from((None, *CAUSES_TOLD)),
    tried=st.lists(st.sampled_from(fit.TRIED), unique=True).map(tuple),
    cautions=st.lists(st.sampled_from(fit.CAUTIONS_OR_NONE), unique=True).map(tuple),
    medicine=st.lists(st.sampled_from(fit.MEDICINES), unique=True).map(tuple),
    matters_most=st.sampled_from((None, *fit.MATTERS)),
    session_cost=st.none() | st.decimals(0, 99_999, places=2),
)
SIGNS = st.lists(st.sampled_from(WARNING_SIGNS), unique=True)
DAY = date(2026, 6, 1)


def codes(section: Section, **answers: object) -> set[str]:
    """What a section says to these answers."""
    parts = {part.section: part.codes for part in fit_answer(Asked(FitFacts(**answers)))}  # type: ignore[arg-type]
    return set(parts[section])


@given(ANYTHING, SIGNS)
def test_every_answer_has_every_section_and_begins_with_warning_signs(facts: FitFacts, signs: list[str]) -> None:
    parts = fit_answer(Asked(facts, signs))
    assert [part.section for part in parts] == list(Section)
    assert all(part.codes for part in parts)
    assert parts[0].codes[0] == ("signs_noted" if signs else "signs")
    assert "signs" in parts[0].codes
    said = [code for part in parts for code in part.codes]
    assert len(said) == len(set(said))


@given(ANYTHING)
def test_what_speaks_for_and_against_is_always_said_together(facts: FitFacts) -> None:
    parts = {part.section: part.codes for part in fit_answer(Asked(facts))}
    assert parts[Section.GUIDELINES] == ("nice", "who", "cms")
    assert {"trial", "trial_limits", "side_effects", "course_leg"} <= set(parts[Section.TRIALS])
    assert {"course_new", "course_lasting"} & set(parts[Section.TRIALS])


TABLE = [
    (Section.DOCTOR_FIRST, {}, set(), {"both_legs", "injury", "steroid", "surgery", "medicine_stays"}),
    (Section.DOCTOR_FIRST, {"side": "both"}, {"both_legs"}, set()),
    (Section.DOCTOR_FIRST, {"side": "left"}, set(), {"both_legs"}),
    (Section.DOCTOR_FIRST, {"cause_told": "injury"}, {"injury"}, set()),
    (Section.DOCTOR_FIRST, {"medicine": ("steroid",)}, {"steroid", "medicine_stays"}, set()),
    (Section.DOCTOR_FIRST, {"medicine": ("none",)}, set(), {"medicine_stays"}),
    (Section.DOCTOR_FIRST, {"cautions": ("none",)}, set(), {"caution_other"}),
    (
        Section.DOCTOR_FIRST,
        {"cautions": ("blood_thinner", "epilepsy")},
        {"caution_blood_thinner", "caution_epilepsy"},
        {"caution_pregnancy"},
    ),
    (Section.DOCTOR_FIRST, {"cause_told": "pregnancy"}, {"pregnancy_cause"}, {"caution_pregnancy"}),
    (
        Section.DOCTOR_FIRST,
        {"cause_told": "pregnancy", "cautions": ("pregnancy",)},
        {"caution_pregnancy"},
        {"pregnancy_cause"},
    ),
    (Section.DOCTOR_FIRST, {"tried": ("injection",)}, {"surgery"}, set()),
    (
        Section.TRIALS,
        {"cause_told": "disc_herniation", "duration": "over_12_weeks"},
        {"trial_people", "course_lasting", "course_disc"},
        {"trial_cause", "trial_cause_unknown", "trial_shorter", "trial_duration_unknown", "course_new"},
    ),
    (
        Section.TRIALS,
        {"cause_told": "stenosis", "duration": "weeks_6_to_12"},
        {"trial_cause", "trial_shorter", "course_new"},
        {"trial_people", "trial_cause_unknown", "course_lasting", "course_disc"},
    ),
    (
        Section.TRIALS,
        {"cause_told": "unknown"},
        {"trial_cause_unknown", "trial_duration_unknown", "course_new", "course_lasting"},
        {"trial_people", "trial_cause", "trial_shorter"},
    ),
    (Section.TRIALS, {"medicine": ("painkiller",)}, {"no_rival"}, {"own_before"}),
    (Section.TRIALS, {"tried": ("medicine", "acupuncture")}, {"no_rival", "own_before"}, set()),
    (Section.TRIALS, {"medicine": ("nerve_medicine",)}, set(), {"no_rival"}),
    (Section.TELL_AND_ASK, {}, {"tell_health", "ask_plan"}, {"tell_cautions", "tell_medicine", "tell_before"}),
    (
        Section.TELL_AND_ASK,
        {"cautions": ("pregnancy",), "medicine": ("other",), "tried": ("acupuncture",)},
        {"tell_cautions", "tell_medicine", "tell_before"},
        set(),
    ),
    (Section.BESIDES, {}, {"stay_active", "exercise"}, {"exercise_untried"}),
    (Section.BESIDES, {"tried": ("none",)}, {"exercise_untried"}, set()),
    (Section.BESIDES, {"tried": ("physiotherapy", "massage")}, set(), {"exercise_untried"}),
    (Section.COURSE, {}, {"usual", "cost_unknown"}, {"cost", "time_money"}),
    (
        Section.COURSE,
        {"session_cost": Decimal(0), "matters_most": "time_money"},
        {"cost", "time_money"},
        {"cost_unknown"},
    ),
    (Section.DIARY, {"matters_most": "sleep"}, {"starting_week", "review", "watch_sleep"}, {"watch_leg_pain"}),
]


@pytest.mark.parametrize(("section", "answers", "there", "not_there"), TABLE)
def test_what_belongs_to_which_answers(
    section: Section, answers: dict[str, object], there: set[str], not_there: set[str]
) -> None:
    said = codes(section, **answers)
    assert there <= said
    assert not said & not_there


def test_none_beside_something_and_no_answer_at_all_are_refused() -> None:
    with pytest.raises(Problems) as refused:
        fit.check_fit(FitFacts(tried=("none", "massage"), medicine=("none", "other"), cautions=("none",)))
    assert refused.value.by_field == dict.fromkeys(("tried", "medicine"), Fault("none_and_some"))
    with pytest.raises(Problems) as refused:
        fit.check_fit(FitFacts())
    assert refused.value.by_field == {"duration": Fault("nothing_recorded")}
    fine = FitFacts(tried=("none",))
    assert fit.check_fit(fine) is fine


def test_what_a_course_comes_to() -> None:
    assert fit.course_sum(Decimal("62.50")) == (Decimal("375.00"), Decimal("750.00"))


@pytest.mark.parametrize(
    ("began_on", "at_start", "entered_on", "found"),
    [
        (date(2026, 5, 1), None, DAY, "under_6_weeks"),
        (date(2026, 4, 20), "under_6_weeks", DAY, "weeks_6_to_12"),
        (date(2026, 3, 9), None, DAY, "weeks_6_to_12"),
        (date(2026, 3, 8), None, DAY, "over_12_weeks"),
        (None, None, date(2025, 1, 1), None),
        (None, "under_6_weeks", date(2026, 5, 28), "under_6_weeks"),
        (None, "under_6_weeks", date(2026, 5, 1), None),
        (None, "under_6_weeks", date(2026, 3, 9), "over_12_weeks"),
        (None, "weeks_6_to_12", date(2026, 4, 1), "over_12_weeks"),
        (None, "weeks_6_to_12", date(2026, 5, 1), None),
        (None, "over_12_weeks", date(2026, 5, 1), "over_12_weeks"),
    ],
)
def test_how_long_it_has_lasted_by_now(
    began_on: date | None, at_start: str | None, entered_on: date, found: str | None
) -> None:
    assert fit.lasted(began_on, at_start, entered_on, DAY) == found


def test_what_a_record_says_is_read_as_answers() -> None:
    assert set(fit.TRIED_BY_KIND) == set(SESSION_KINDS)
    assert fit.tried_codes(["ice", "walking", "unheard of"], medicine=True) == (
        "staying_active",
        "heat_cold",
        "medicine",
    )
    assert fit.tried_codes([], medicine=False) == ()
    assert fit.medicine_codes(["Ibuprofen 400", "Tramadol", "Pregabalin"]) == (
        "painkiller",
        "strong_painkiller",
        "other",
    )


def test_questions_begin_with_the_record_and_then_with_what_was_answered_last() -> None:
    record = FitFacts(duration="over_12_weeks", tried=("massage",), cautions=("pregnancy",))
    assert fit.prefilled(record, None) is record
    last = FitFacts(duration="under_6_weeks", side="left", tried=("none",), matters_most="sleep", medicine=("none",))
    assert fit.prefilled(record, last) == FitFacts(
        duration="over_12_weeks",
        side="left",
        tried=("massage",),
        cautions=("pregnancy",),
        medicine=("none",),
        matters_most="sleep",
    )
    assert fit.prefilled(FitFacts(), last) == last


@given(ANYTHING, ANYTHING)
def test_the_questions_begin_with_what_can_be_kept(one: FitFacts, other: FitFacts) -> None:
    for facts in (one, other):
        try:
            fit.check_fit(facts)
        except Problems:
            return
    said = [name for name in fit.QUESTIONS if name not in fit.LISTS or fit.NONE not in getattr(one, name)]
    record = FitFacts(**{name: getattr(one, name) for name in said})
    found = fit.prefilled(record, other)
    assert found.is_empty or fit.check_fit(found) is found


def test_what_changed_is_told_question_by_question() -> None:
    before = FitFacts(duration="under_6_weeks", tried=("massage",), session_cost=Decimal(60))
    now = FitFacts(duration="weeks_6_to_12", tried=("massage",), session_cost=Decimal(65))
    assert fit.changed(before, now) == ("duration", "session_cost")
    assert fit.changed(now, now) == ()


def test_what_only_was_answered_is_no_news_of_the_record() -> None:
    answers = FitFacts(side="left", tried=("massage", "injection"), matters_most="sleep", cautions=("none",))
    record = FitFacts(side="left", tried=("massage", "acupuncture"), cautions=("pregnancy",))
    assert fit.newer_in_record(answers, record) == ("tried", "cautions")
    assert fit.newer_in_record(answers, FitFacts(side="both")) == ("side",)
    assert fit.newer_in_record(answers, FitFacts()) == ()
