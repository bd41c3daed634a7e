"""What a column and a file of the export are, and short ways to say them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.limits import SCORE_HIGH, SCORE_LOW


class Type(StrEnum):
    """How the cells of a column are written."""

    IDENTIFIER = "id"
    CODE = "code"
    CODES = "codes"
    DAY = "day"
    CLOCK = "time"
    MOMENT = "moment"
    DAY_OR_MOMENT = "day or moment"
    WHOLE = "whole number"
    DECIMAL = "number"
    YES_NO = "yes or no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `computed` ones are worked out at every export and ignored by the import."""

    name: str
    type: Type
    meaning: str
    codes: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    required: bool = False
    computed: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """One file: `title` says in a few words what is in it, `notes` what its columns alone cannot say."""

    name: str
    title: str
    columns: tuple[Column, ...]
    notes: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def stem(self) -> str:
        return self.name.removesuffix(".csv")


def identifier(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.IDENTIFIER, meaning, required=required)


def code(name: str, meaning: str, among: Mapping[str, str] | tuple[str, ...], *, required: bool = False) -> Column:
    return Column(name, Type.CODE, meaning, tuple(among), required=required)


def codes(name: str, meaning: str, among: Mapping[str, str]) -> Column:
    return Column(name, Type.CODES, meaning, tuple(among))


def whole(name: str, meaning: str, low: int, high: int, *, required: bool = False) -> Column:
    return Column(name, Type.WHOLE, meaning, low=low, high=high, required=required)


def score(name: str, meaning: str) -> Column:
    return whole(name, f"{meaning}, 0 (no pain) to 10 (worst pain imaginable)", SCORE_LOW, SCORE_HIGH)


def text(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.TEXT, meaning, required=required)


def day(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.DAY, meaning, required=required)


def moment(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.MOMENT, meaning, required=required)


def yes_no(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.YES_NO, meaning, required=required)


def mean(name: str, meaning: str) -> Column:
    """A mean of scores that was worked out once and is kept, with two decimals."""
    return Column(name, Type.DECIMAL, f"{meaning}, two decimals", low=SCORE_LOW, high=SCORE_HIGH)


def computed(name: str, kind: Type, meaning: str, among: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, meaning, among, computed=True)


def number(name: str, meaning: str) -> Column:
    return computed(name, Type.DECIMAL, meaning)


def count(name: str, meaning: str) -> Column:
    return computed(name, Type.WHOLE, meaning)
