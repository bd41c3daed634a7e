"""Values of JSON that others wrote."""

from decimal import Decimal
from typing import Any

import pytest

from tracker.importers import shapes

ANYTHING: tuple[Any, ...] = (
    None,
    True,
    0,
    7,
    Decimal("7.5"),
    float("nan"),
    float("inf"),
    10**400,
    "",
    " a ",
    "1,5",
    [],
    ["a", 1],
    {},
    {"a": 1},
)


@pytest.mark.parametrize("value", ANYTHING)
def test_nothing_of_another_shape_is_taken(value: Any) -> None:
    assert shapes.mapping(value) == (value if isinstance(value, dict) else {})
    assert all(isinstance(one, dict) for one in shapes.mappings(value))
    assert isinstance(shapes.text(value), str)
    assert all(shapes.texts(value))
    assert isinstance(shapes.number(value), Decimal | None)
    assert isinstance(shapes.whole(value), int | None)


def test_numbers_are_those_of_json_or_of_a_text() -> None:
    found = [shapes.number(value) for value in (7, Decimal("7.5"), "1,5", "x", True, None, 10**400, float("nan"))]
    assert found == [7, Decimal("7.5"), Decimal("1.5"), None, None, None, None, None]
    assert [shapes.whole(value) for value in (7, Decimal("7.0"), "8", Decimal("7.5"), "1e999")] == [7, 7, 8, None, None]


def test_texts_are_trimmed_and_none_is_empty() -> None:
    assert shapes.text(" a\u00a0") == "a"
    assert shapes.text(7) == "7"
    assert shapes.text([]) == ""
    assert shapes.texts("22, 26,,") == ("22", "26")
    assert shapes.texts(["a", None, 3]) == ("a", "3")
    assert shapes.texts(5) == ()


def test_objects_of_a_list_keep_their_numbers() -> None:
    assert list(shapes.mappings([{"a": 1}, None])) == [{"a": 1}, {}]
    assert list(shapes.mappings({"a": 1})) == []
