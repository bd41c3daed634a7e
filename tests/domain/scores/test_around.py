"""Scores around sessions, by kind of treatment."""

from datetime import date, timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scores.around import AroundSession, KindAround, Spread, group_by_kind
from tracker.wording.vocabularies import SESSION_KINDS

DAY = date(2026, 3, 3)


def row(
    kind: str,
    before: float | None = None,
    after: float | None = None,
    that_day: float | None = None,
    next_day: float | None = None,
) -> AroundSession:
    return AroundSession(kind, DAY, before, after, that_day, next_day)


def test_sessions_by_kind() -> None:
    rows = [
        row("heat", 5, 5),
        row("acupuncture", 7, 4, 6.5, 5),
        row("acupuncture", 6, None, 6),
        row("acupuncture", None, 3),
        row("acupuncture", 4, 5, None, 0),
    ]

    assert group_by_kind(rows) == (
        KindAround(
            "acupuncture",
            4,
            before=Spread(3, 6, 4, 7),
            after=Spread(3, 4, 3, 5),
            change=Spread(2, -1, -3, 1),
            that_day=Spread(2, 6.25, 6, 6.5),
            next_day=Spread(2, 2.5, 0, 5),
        ),
        KindAround("heat", 1, Spread(1, 5, 5, 5), Spread(1, 5, 5, 5), Spread(1, 0, 0, 0), None, None),
    )


def test_zero_is_a_score_and_not_recorded_is_none() -> None:
    (kind,) = group_by_kind([row("ice", 0, 0, 0, 0), row("ice")])

    assert kind == KindAround("ice", 2, *[Spread(1, 0, 0, 0)] * 5)
    assert group_by_kind([row("ice")]) == (KindAround("ice", 1, None, None, None, None, None),)


def test_nothing_to_group() -> None:
    assert group_by_kind([]) == ()
    assert group_by_kind([row("leeches", 5, 1)]) == ()


def test_the_change_is_of_the_same_session_and_of_right_now_alone() -> None:
    (kind,) = group_by_kind([row("massage", 8, None, 8, 2), row("massage", None, 2, 8, 2)])

    assert kind.change is None, "a before and an after of two sessions make no change, nor do two days"
    assert (kind.that_day, kind.next_day) == (Spread(2, 8, 8, 8), Spread(2, 2, 2, 2))


scores = st.none() | st.integers(0, 10)
sessions = st.lists(
    st.builds(
        AroundSession,
        kind=st.sampled_from(list(SESSION_KINDS)),
        day=st.integers(0, 60).map(lambda n: DAY + timedelta(days=n)),
        before=scores,
        after=scores,
        that_day=scores,
        next_day=scores,
    ),
    max_size=40,
)


def values(rows: list[AroundSession], kind: str, name: str) -> list[float]:
    own = [one for one in rows if one.kind == kind]
    if name == "change":
        return [one.after - one.before for one in own if one.after is not None and one.before is not None]
    return [value for one in own if (value := getattr(one, name)) is not None]


@given(sessions)
def test_every_recorded_score_is_in_one_spread(rows: list[AroundSession]) -> None:
    for kind in group_by_kind(rows):
        assert kind.sessions == sum(one.kind == kind.kind for one in rows)
        for name in ("before", "after", "change", "that_day", "next_day"):
            spread, given_values = getattr(kind, name), values(rows, kind.kind, name)
            if spread is None:
                assert given_values == []
            else:
                assert spread.low <= spread.median <= spread.high
                assert spread == Spread(len(given_values), median(given_values), min(given_values), max(given_values))


@given(sessions, st.randoms(use_true_random=False))
def test_kinds_stand_in_the_vocabularys_order_whatever_the_scores(rows: list[AroundSession], random: object) -> None:
    shuffled = sorted(rows, key=lambda _: random.random())  # type: ignore[attr-defined]
    found = group_by_kind(rows)

    used = {one.kind for one in rows}
    assert [kind.kind for kind in found] == [kind for kind in SESSION_KINDS if kind in used]
    assert group_by_kind(shuffled) == found
