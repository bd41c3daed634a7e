"""What a refusal is made of."""

from tracker.domain.errors import Fault


def test_a_fault_is_what_it_says() -> None:
    assert Fault("too_high", most=10) == Fault("too_high", most=10) != Fault("too_high", most=9)
    assert {Fault("too_high", most=10), Fault("too_high", most=10), Fault("blank")} == {
        Fault("blank"),
        Fault("too_high", most=10),
    }
    assert Fault("blank") != "blank"
