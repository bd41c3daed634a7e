"""The field of needle points: chips, a typed line, and what is asked where a code can mean more than one point."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.domain.errors import Invalid
from tracker.domain.limits import POINTS_MOST
from tracker.domain.points.codes import Choice, Hints
from tracker.domain.points.lists import LONGEST_LIST, LONGEST_READ, Option, Part, as_read, kept, read_typed, settled
from tracker.domain.points.points import (
    POINTS,
    SCIATICA_POINTS,
    Location,
    OtherLocation,
    PlacedPoint,
    Point,
    write_points,
)
from tracker.domain.values import parsing
from tracker.treatment.forms.fields import CompoundField
from tracker.web import sizes
from tracker.wording import errors
from tracker.wording.language import _
from tracker.wording.points import (
    OLD_NUMBERS,
    PLACES,
    doubt_words,
    option_words,
    please_choose,
    show_points,
    understood,
)

LONGEST_ANSWER: Final = 400  # the codes of a run of points, or of all that a part can mean
SIDE_OF_ALL: Final = ("left", "right", "both")
PICKER: Final = frozenset(code for codes in SCIATICA_POINTS.values() for code in codes)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a doubt as it is shown: what is sent, its words, and whether it was chosen."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """One part that is asked about; its `key` is what an answer comes back with."""

    key: str
    typed: str
    why: str
    answers: Sequence[Answer]


class PointsField(CompoundField):
    """Needle points: chips for those in wide use for sciatica, each with its side, and a line for all others.

    What can mean more than one point is asked about, all at once; `chosen_lines` holds what was answered. A side that
    is said for all of them counts for each that has none of its own.
    """

    hints = Hints()

    _before: tuple[Location, ...] = ()
    _parts: tuple[Part, ...] = ()

    @property
    def old_numbers(self) -> str:
        return _(OLD_NUMBERS)

    def inputs_most(self) -> Iterable[int]:
        """The chips with their sides, the typed line, and the answers to as many doubts as there may be parts."""
        chips = [sizes.of_plain(parsing.SHORT_MOST)] * (2 * len(PICKER))
        doubts = [sizes.of_text(LONGEST_READ) + sizes.of_plain(LONGEST_ANSWER)] * (2 * POINTS_MOST)
        return [*chips, sizes.of_plain(parsing.SHORT_MOST), sizes.of_raw(LONGEST_LIST), *doubts]

    def suit(self, hints: Hints) -> None:
        """Read what was sent once more, with what is known of who wrote it."""
        self.hints = hints
        if self.was_sent:
            self.process_errors = []
            try:
                self.process_formdata(self.raw_data or [])
            except Invalid as error:
                self.process_errors.append(errors.said(error))

    def process_formdata(self, valuelist: list[str]) -> None:
        chips = [PlacedPoint(code, self.part(code, "side") or None) for code in valuelist]
        self._parts = read_typed(self.part("more"), self.hints)
        answered = [self._answered(part) for part in self._parts]
        read = [*chips, *settled([part for part in answered if not part.options])]
        side = parsing.code(self.part("all"), SIDE_OF_ALL)
        placed = dict.fromkeys(_on_side(one, side) for one in read)
        if len(placed) > POINTS_MOST:
            raise Invalid(_("Please give at most %(most)s points.", most=POINTS_MOST))
        known = [point for point in self._before if point in placed]
        self.data = tuple(dict.fromkeys([*known, *placed]))
        open_parts = [part for part in answered if part.options]
        if open_parts:
            raise Invalid(please_choose(open_parts))

    def process_data(self, value: Sequence[Location] | None) -> None:
        self.data = self._before = tuple(value or ())

    def take(self, value: Sequence[Location] | None) -> None:
        self._parts = ()
        super().take(value)

    def show(self, value: Sequence[Location]) -> str:
        return show_points(value)

    def part_text(self, part: Sequence[Location]) -> str:
        """In an order of its own: that of the chips and of what was typed tells nothing."""
        return "; ".join(sorted(write_points([location]) for location in part))

    @property
    def text(self) -> str:
        return "; ".join(filter(None, [*self.chosen, self.more]))

    def _answers(self) -> set[tuple[str, str]]:
        """What was answered, with the key of its doubt: an answer goes with its words, not with their place."""
        return {(self.part("asked", n), self.part("answer", n)) for n in range(POINTS_MOST)}

    def _answered(self, part: Part) -> Part:
        option = self._chosen_option(part)
        return part if option is None else Part(part.typed, option.locations, side_for=part.side_for)

    def _chosen_option(self, part: Part) -> Option | None:
        key, answers = _key(part), self._answers()
        return next((one for one in _options(part) if (key, write_points(one.locations)) in answers), None)

    @property
    def doubts(self) -> Sequence[Doubt]:
        """What is asked about, each part once, also what has been answered: another answer can be given.

        The same words may be two parts: in "ST36, 40; GB34, 40" each number goes with the point before it.
        """
        doubts = {_key(part): self._doubt(part) for part in self._parts if part.options}
        return tuple(doubts.values())

    def _doubt(self, part: Part) -> Doubt:
        chosen = self._chosen_option(part)
        answers = [
            Answer(write_points(option.locations), option_words(option), option == chosen) for option in _options(part)
        ]
        return Doubt(_key(part), part.typed, doubt_words(part), answers)

    @property
    def understood(self) -> str:
        """What was settled of what was typed, for a page that asks about the rest."""
        return understood(self._parts)

    @property
    def as_read(self) -> Mapping[str, object]:
        """How the typed line was read, to be said once it is saved."""
        side = parsing.code(self.part("all"), SIDE_OF_ALL)
        answered = (self._answered(part) for part in self._parts)
        return as_read([replace(one, locations=tuple(_on_side(at, side) for at in one.locations)) for one in answered])

    @property
    def chosen_lines(self) -> Mapping[str, str]:
        """The answers worth remembering: the line (WHO letters) by the letters that were typed for it."""
        lines: dict[str, str] = {}
        for part in self._parts:
            option = self._chosen_option(part) if part.options and part.letters else None
            if option is not None and len(option.choice.codes) == 1:
                lines[part.letters] = option.choice.codes[0].rstrip("0123456789")
        return lines

    @property
    def groups(self) -> Mapping[str, list[Point]]:
        return {PLACES[place]: [POINTS[code] for code in codes] for place, codes in SCIATICA_POINTS.items()}

    @property
    def every(self) -> Sequence[Point]:
        return tuple(POINTS.values())

    def _on_chips(self) -> dict[str, PlacedPoint]:
        chips: dict[str, PlacedPoint] = {}
        for placed in self.data or ():
            if isinstance(placed, PlacedPoint) and placed.code in PICKER:
                chips.setdefault(placed.code, placed)
        return chips

    @property
    def chosen(self) -> Mapping[str, str]:
        """The side (or blank) by code, of each chip that is chosen."""
        if self.was_sent:
            return {code: self.part(code, "side") for code in self.raw_data or ()}
        return {code: placed.side or "" for code, placed in self._on_chips().items()}

    @property
    def more(self) -> str:
        if self.was_sent:
            return self.shown_part("more")
        chips = set(self._on_chips().values())
        return write_points(placed for placed in self.data or () if placed not in chips)

    @property
    def side_of_all(self) -> str:
        """The side that was said for all of them, to be shown again."""
        return self.part("all")

    @property
    def more_id(self) -> str:
        return f"{self.id}-more"


class TypedPointsField(PointsField):
    """Points in one typed line that holds all of them; chips only add to it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        sided = {one.code for one in self.data if isinstance(one, PlacedPoint) and one.side is not None}
        self.data = tuple(
            one for one in self.data if isinstance(one, OtherLocation) or one.side is not None or one.code not in sided
        )

    def _on_chips(self) -> dict[str, PlacedPoint]:
        return {}


def _on_side(location: Location, side: str | None) -> Location:
    """The location on that side, where it is a point that has sides and none is said of it."""
    if side is None or isinstance(location, OtherLocation) or location.side is not None:
        return location
    return location if POINTS[location.code].midline else PlacedPoint(location.code, side)


def _key(part: Part) -> str:
    """The words and all that they can mean, in an order of its own: that of the readings may change meanwhile."""
    return " | ".join([part.typed, *sorted(write_points(option.locations) for option in part.options)])


def _options(part: Part) -> Sequence[Option]:
    """The answers that can be given: the readings, and to keep the words as they are."""
    if not part.options or any(not option.choice.codes for option in part.options):
        return part.options
    return (*part.options, Option(kept(part.typed).locations, Choice(())))
