"""From readings to records: what belongs together, what is said, and ids that last."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.limits import NOTE_LENGTH
from tracker.importers.assembling import Assembled, assemble
from tracker.importers.contract import Change, DayContext, Dose, Here, Item, LeftOut, Place, Score, Session, When

HERE = Here(datetime(2026, 11, 28, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
DAY = date(2026, 3, 1)
AT = Place(1)
NOON = When(DAY, time(12))


def made(*items: Item, once: bool = False) -> Assembled:
    return assemble(items, code="app", name="App", one_per_instant=once, here=HERE)


def test_only_numbness_is_left_out_with_its_words_where_each_row_is_an_entry() -> None:
    numb = Score(place=AT, when=NOON, numbness=4, words=("my foot",), said=("Numb foot: 4",))
    leg = Score(place=AT, when=NOON, leg=5)
    (left,) = made(numb, leg).left_out
    assert (left.why.code, left.cell, left.refused) == ("import_no_score", "my foot; Numb foot: 4", False)
    (record,) = made(numb, leg, once=True).records
    assert (record.values["leg_pain"], record.values["numbness_tingling"]) == (5, 4)
    assert record.values["note"] == "my foot\nApp: Numb foot: 4"


def test_of_one_instant_the_highest_counts_and_all_is_said() -> None:
    rows = [
        Score(place=AT, when=NOON, leg=5, side="left", words=("a",), from_words=True, written_on=DAY),
        Score(place=Place(2), when=NOON, leg=7, side="right", words=("a", "b"), regions=("calf",)),
        Score(place=Place(3), when=NOON, back=2, side="left", qualities=("burning",)),
    ]
    (record,) = made(*rows, once=True).records
    values = record.values
    assert (values["leg_pain"], values["back_pain"], values["side"], values["note"]) == (7, 2, "both", "a\nb")
    assert (values["from_words"], values["written_on"], values["regions"], values["qualities"]) == (
        True,
        DAY,
        ("calf",),
        ("burning",),
    )
    assert len(made(*rows).records) == 3


def test_a_time_that_the_file_does_not_hold_is_not_known() -> None:
    session = Session(place=AT, when=When(DAY), kind="heat", offer="Hot bath")
    dose = Dose(place=AT, when=When(DAY, time(8), 120), name="Ibuprofen", amount=Decimal(400), unit="mg")
    change = Change(place=AT, when=When(DAY), kind="other", words=("moved",), offer="x")
    context = DayContext(place=AT, when=When(DAY), steps=10)
    first, second, third, fourth = made(session, dose, change, context).records
    assert (first.values["time_unknown"], first.values["started_at"].hour, first.offer) == (True, 12, "Hot bath")
    assert (second.values["time_unknown"], second.values["taken_at"].isoformat()) == (
        False,
        "2026-03-01T08:00:00+02:00",
    )
    assert (third.values["note"], fourth.values) == ("moved", {"for_date": DAY, "steps": 10})


def test_days_to_come_and_what_a_source_left_out() -> None:
    coming = Score(place=AT, when=When(date(2027, 1, 1)), leg=1)
    said = LeftOut(AT, made(coming).left_out[0].why)
    assert [left.refused for left in made(coming, said).left_out] == [True, False]


def test_notes_are_cut_with_a_sign() -> None:
    (record,) = made(Score(place=AT, when=NOON, leg=1, words=("x" * NOTE_LENGTH, "y"))).records
    assert len(record.values["note"]) == NOTE_LENGTH
    assert record.values["note"].endswith("x…")


WHEN = st.builds(When, st.dates(date(2026, 1, 1), date(2026, 1, 5)), st.none() | st.sampled_from((time(8), time(9))))
ITEMS = st.lists(
    st.one_of(
        st.builds(Score, place=st.just(AT), when=WHEN, leg=st.integers(0, 10)),
        st.builds(Dose, place=st.just(AT), when=WHEN, name=st.sampled_from(("a", "b"))),
        st.builds(Session, place=st.just(AT), when=WHEN, kind=st.sampled_from(("heat", "ice"))),
    ),
    max_size=12,
)


@given(ITEMS, ITEMS, st.booleans())
def test_the_same_file_and_a_longer_one_bring_the_same_ids(items: list[Item], more: list[Item], once: bool) -> None:
    ids = [record.id for record in made(*items, once=once).records]
    assert ids == [record.id for record in made(*items, once=once).records]
    assert len(set(ids)) == len(ids)
    assert set(ids) <= {record.id for record in made(*items, *more, once=once).records}


@given(ITEMS, st.randoms(use_true_random=False))
def test_ids_do_not_hang_on_the_order_of_other_instants(items: list[Item], chance: object) -> None:
    by_when: dict[object, list[Item]] = {}
    for item in items:
        assert not isinstance(item, LeftOut)
        by_when.setdefault(item.when, []).append(item)
    groups = list(by_when.values())
    chance.shuffle(groups)  # type: ignore[attr-defined]
    moved = made(*(item for group in groups for item in group))
    assert {(record.id, str(record.values)) for record in moved.records} == {
        (record.id, str(record.values)) for record in made(*items).records
    }
