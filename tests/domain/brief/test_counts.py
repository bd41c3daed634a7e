"""What the lists of a brief count."""

from datetime import date, timedelta

from tracker.domain.brief.counts import (
    Medication,
    Medicine,
    Noted,
    SessionDone,
    Taken,
    TimesDone,
    done_by_kind,
    medication_of,
    noted_signs,
)

TODAY = date(2026, 3, 3)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_what_was_done_is_counted_by_kind_and_part_of_a_sum_is_no_sum() -> None:
    acts = [
        SessionDone("heat", 20),
        SessionDone("walking", None),
        SessionDone("heat", 15),
        SessionDone("walking", 30),
        SessionDone("unheard of", 5),
    ]
    assert done_by_kind(acts, ("walking", "ice", "heat")) == (TimesDone("walking", 2, None), TimesDone("heat", 2, 35))


def test_medicine_is_counted_by_name_and_took_none_stands_alone() -> None:
    taken = [
        Taken(ago(4), "ibuprofen"),
        Taken(ago(4), None),
        Taken(ago(3), None),
        Taken(ago(2), "Paracetamol"),
        Taken(ago(1), "Ibuprofen"),
        Taken(ago(1), "Ibuprofen"),
    ]
    assert medication_of(taken) == Medication((Medicine("Ibuprofen", 3, 2), Medicine("Paracetamol", 1, 1)), 1)
    assert medication_of([]) == Medication((), 0)


def test_each_warning_sign_stands_once_in_the_order_known() -> None:
    signs = [(ago(1), ("b", "unknown")), (ago(3), ("a", "b")), (ago(1), ("b",)), (ago(2), ())]
    assert noted_signs(signs, ("a", "b", "c")) == (Noted("a", 1, ago(3)), Noted("b", 2, ago(1)))
