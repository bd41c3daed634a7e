"""A typed list of points, part by part: a point, a doubt to ask about, or words that are kept as they are.

Stored text is another thing and is read by `points.parse_points`. Nothing typed is ever refused for not being a point.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.domain.errors import Fault, Invalid, Message
from tracker.domain.limits import NOTE_LENGTH, POINTS_MOST
from tracker.domain.points.codes import BLADDER, Choice, Hints, Meaning, cleaned, meaning_of, plain
from tracker.domain.points.names import EAR_WORDS, JIAJI_WORDS
from tracker.domain.points.points import POINTS, Location, OtherLocation, PlacedPoint, canonical, codes_of, write_points
from tracker.domain.points.prefixes import old_of_today
from tracker.domain.points.sides import SIDE_WORDS, without_side
from tracker.domain.values.parsing import storable

LONGEST_READ: Final = 80
LONGEST_RUN: Final = 12
# What is written may be longer than what was typed: by its quotes, which are doubled, and the sides of a list.
LONGEST_LIST: Final = 3 * NOTE_LENGTH
TOO_LONG: Final = Fault("list_too_long", most=NOTE_LENGTH)
TOO_MANY: Final = Fault("too_many_points", most=POINTS_MOST)
_QUOTED: Final = re.compile(
    r'\s*(?:"(?P<plain>(?:[^"]|"")*)"|“(?P<english>[^“”]*)”|„(?P<german>[^„“”]*)[“”]|«(?P<french>[^«»]*)»)'
    r"\s*(?P<end>[;；,，、\n]|$)"
)
# A comma in brackets, or in a length, parts nothing.
_BARE: Final = re.compile(
    r"(?P<words>(?:[^;；,，、\n()\[\]]|\([^;；\n()]*\)|\[[^;；\n\[\]]*\]|[()\[\]]"
    r"|(?<=[0-9]),(?=[0-9]+\s*(?:cun|mm|cm|寸)))*)(?P<end>.?)",
    re.DOTALL,
)
_TUNG: Final = re.compile(r"(?:D?T\s*)?[0-9]{2,4}\.[0-9]{2}(?![0-9])", re.IGNORECASE)
_LEVELS: Final = re.compile(r"[CTLS]\s*[0-9]{1,2}\s*[-–/]\s*[CTLS]?\s*[0-9]{1,2}", re.IGNORECASE)
_OLD: Final = re.compile(
    r"[\s(\[]*(?<![^\W_])(?:old book|old|older|alt|alte|ancienne num[eé]rotation|ancien|ancienne|antiguo|antigo|"
    r"vecchio|oud|stary)(?![^\W_])[\s)\].:]*",
    re.IGNORECASE,
)
_TWICE: Final = re.compile(r"(?:\s*[x×]\s*2|\s+2\s*[x×])$|^(?:2\s*[x×]|[x×]\s*2)\s*", re.IGNORECASE)
_TIMES: Final = re.compile(r"[x×]\s*[0-9]+", re.IGNORECASE)
_RUN: Final = re.compile(r"([^\W\d_]{1,4})[\s.]*([0-9]{1,2})\s*[-–]\s*(?:([^\W\d_]{1,4})[\s.]*)?([0-9]{1,2})")
_JOINED: Final = re.compile(r"\s*[/+&]\s*|\s+(?:and|und|et|y|e|en|i|и)\s+", re.IGNORECASE)
_NEXT_CODE: Final = re.compile(
    r"(?<=[0-9])\s+(?=[^\W\d_]{1,4}[\s.\-]*[0-9]{1,3}(?:\s|$))|(?<=[^\W\d_])\s+(?=[0-9]{1,2}[^\W\d_]{1,3}(?:\s|$))"
)
# "SI3/BL62 R/L" may be one side each, or both of all: it is not known.
_EACH_ITS_OWN: Final = re.compile(r"(?<![^\W_])(?:l\s*/\s*r|r\s*/\s*l)[\s)\]]*$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]{1,2}")
_HEADER: Final = re.compile(r"\s*(?P<word>[^\W\d_]+)\s*:\s*(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a doubt: the locations that are then saved, and the reading they come from."""

    locations: tuple[Location, ...]
    choice: Choice


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a typed list: `typed` as it stands, and its `locations` or, in doubt, the `options` to choose from.

    `why` says what is in doubt, `letters` are those by which an answer is remembered, `side_for` is the side that was
    said once for this and other points, `quoted` words were to be kept.
    """

    typed: str
    locations: tuple[Location, ...] = ()
    options: tuple[Option, ...] = ()
    why: Message = ""
    letters: str = ""
    side_for: str | None = None
    quoted: bool = False

    @property
    def is_kept(self) -> bool:
        return not self.options and all(isinstance(one, OtherLocation) for one in self.locations)

    @property
    def is_plain(self) -> bool:
        """A WHO code as it is stored, or quoted words: nothing was worked out."""
        one = self.locations[0] if len(self.locations) == 1 else None
        return one is not None and (self.quoted or one == canonical(self.typed))


def read_points(text: str, hints: Hints | None = None) -> tuple[Part, ...]:
    """The parts of a typed list, in its order; `Invalid` alone for too long a text and above `POINTS_MOST` points.

    Parts stand between commas, semicolons or line ends; what stands in quotes is kept as it is. A side said once for
    several points counts for all of them, and each then says so. Sources: as for `meaning_of`.
    """
    if len(text) > LONGEST_LIST:
        raise Invalid(TOO_LONG)
    hints, groups = hints or Hints(), list(_groups(text))
    if sum(map(len, groups)) > POINTS_MOST:
        raise Invalid(TOO_MANY)
    parts = tuple(part for group in groups for part in _of_group(group, hints))
    if sum(len(part.typed) for part in parts if part.is_kept or part.options) > NOTE_LENGTH:
        raise Invalid(TOO_LONG)
    if sum(max(1, len(part.locations)) for part in parts) > POINTS_MOST:
        raise Invalid(TOO_MANY)
    return parts


def read_typed(raw: str, hints: Hints | None = None) -> tuple[Part, ...]:
    """The same of a list as it comes, composed or not; `Invalid` also for what cannot be kept."""
    if len(raw) > LONGEST_LIST:
        raise Invalid(TOO_LONG)
    return read_points(storable(raw, most=LONGEST_LIST), hints)


def kept(words: str, *, quoted: bool = False) -> Part:
    """A part that is kept as it was typed."""
    return Part(words, (OtherLocation(words),), quoted=quoted)


Token = tuple[str, bool]


def _groups(text: str) -> Iterator[list[Token]]:
    """Tokens, each with whether it is quoted, in groups: commas lie within a group, other marks between two."""
    group: list[Token] = []
    place = 0
    while place < len(text):
        match = _QUOTED.match(text, place)
        words = "" if match is None else _unquoted(match)
        quoted = bool(words)
        if match is None:
            match = _BARE.match(text, place)
            assert match is not None  # noqa: S101 - it matches everything
            words = " ".join(match["words"].split())
        if words:
            group.append((words, quoted))
        if match["end"] in {";", "；", "\n"} and group:
            yield group
            group = []
        place = match.end()
    if group:
        yield group


def _unquoted(match: re.Match[str]) -> str:
    words = match["english"] or match["german"] or match["french"] or (match["plain"] or "").replace('""', '"')
    return " ".join(words.split())


def _of_group(tokens: Sequence[Token], hints: Hints) -> list[Part]:
    parts: list[Part] = []
    side, ear = None, ""
    for place, (words, quoted) in enumerate(tokens):
        header = None if place or quoted else _HEADER.fullmatch(words)
        if header is not None and header["word"].casefold() in SIDE_WORDS and header["rest"]:
            side, words = SIDE_WORDS[header["word"].casefold()], header["rest"]  # noqa: PLW2901 - its header is read
        elif header is not None and header["word"].casefold() in EAR_WORDS:
            ear = header["word"]
        if quoted:
            parts.append(kept(words, quoted=True))
        elif ear and not any(c.isdigit() for c in words):
            parts.append(kept(words if plain(ear) in map(plain, words.split()) else f"{ear}: {words}"))
        elif _NUMBER.fullmatch(words) and parts:
            parts.append(_number_alone(words, parts[-1]))
        else:
            parts += _of_part(words, hints)
    return _side_behind(parts) if side is None else _for_all(parts, side)


def _for_all(parts: Sequence[Part], side: str) -> list[Part]:
    """The side, for each that has none of its own; where they are several, it was said once for them."""
    return [_sided(part, side, said_once=len(parts) > 1) for part in parts]


def _side_behind(parts: list[Part]) -> list[Part]:
    """Several points without a side and one last with one: it counts for all."""
    sides = _sides_of(parts[-1]) if parts else ()
    if len(sides) != 1 or sides[0] not in {"left", "right", "both"}:
        return parts
    side, last = sides[0], parts[-1]
    first = len(parts) - 1
    if last.side_for is not None:  # from the same list as those that have it
        first = next(n for n, part in enumerate(parts) if part.side_for == last.side_for)
    before, behind = parts[:first], parts[first:]
    if not before or any(part.is_kept or set(_sides_of(part)) - {None} for part in before):
        return parts
    shared = [_sided(part, side, said_once=True) for part in before]
    return [*shared, *(replace(part, side_for=side) for part in behind)]


def _sides_of(part: Part) -> tuple[str | None, ...]:
    locations = part.locations or tuple(one for option in part.options for one in option.locations)
    return tuple(dict.fromkeys(one.side for one in locations if isinstance(one, PlacedPoint)))


def _sided(part: Part, side: str, *, said_once: bool) -> Part:
    """The part with the side where it can have one and has none."""

    def placed(locations: tuple[Location, ...]) -> tuple[Location, ...]:
        return tuple(
            replace(one, side=side)
            if isinstance(one, PlacedPoint) and one.side is None and not POINTS[one.code].midline
            else one
            for one in locations
        )

    options = tuple(replace(option, locations=placed(option.locations)) for option in part.options)
    changed = replace(part, locations=placed(part.locations), options=options)
    return replace(changed, side_for=side) if said_once and changed != part else changed


def _of_part(words: str, hints: Hints) -> list[Part]:
    """What stands between two commas: one location, or several joined by a sign, a word or a blank."""
    if len(words) > LONGEST_READ or _stays(words):
        return [kept(words)]
    whole = _element(words, hints)
    if whole is not None:
        return [whole]
    found = without_side(words)
    rest, side = (words, None) if found is None else found
    parts = _joined(rest, hints) or _shorthand(words, rest)
    if not parts or (len(parts) > 1 and _EACH_ITS_OWN.search(words)):
        return [kept(words)]
    return parts if side is None else _for_all(parts, side)


def _stays(words: str) -> bool:
    """Points of other systems and levels, which no code of ours says: Tung, ear, jiaji with a level, L4/5."""
    text = cleaned(words)
    if _TUNG.match(text) or _LEVELS.fullmatch(text) or EAR_WORDS & set(re.findall(r"[^\W\d_]+", text.casefold())):
        return True
    beginning = plain(text)
    return any(
        beginning.startswith(word) and re.match(r"[ctls]?[0-9]", beginning.removeprefix(word)) for word in JIAJI_WORDS
    )


def _element(words: str, hints: Hints) -> Part | None:
    """One code or name with or without a side; None where it is nothing known."""
    meaning = meaning_of(words, hints)
    side = None
    if meaning is None:
        found = without_side(cleaned(words))
        text, side = (cleaned(words), None) if found is None else found
        meaning = meaning_of(text, hints) if found is not None else None
        if meaning is None and _OLD.search(text):
            meaning = meaning_of(_OLD.sub(" ", text).strip(), hints, old=True)
        if meaning is None:
            return _twice(words, text, hints)
    return _part_of(words, meaning, side)


def _twice(words: str, text: str, hints: Hints) -> Part | None:
    """Two needles, or both sides? Asked."""
    rest = _TWICE.sub("", text)
    meaning = meaning_of(rest, hints) if rest != text else None
    if meaning is None or not all(code and not POINTS[code].midline for c in meaning.choices for code in c.codes):
        return None
    part = _part_of(words, meaning, "both")
    options = part.options or (Option(part.locations, replace(meaning.choices[0], said=Fault("both_sides"))),)
    return replace(part, locations=(), options=options, why=Fault("sides_or_needles"))


def _part_of(words: str, meaning: Meaning, side: str | None) -> Part:
    why: Message = meaning.why
    options = []
    for choice in meaning.choices:
        wrong = _wrong_side(choice.codes, side)
        why = wrong or why
        locations: tuple[Location, ...] = tuple(PlacedPoint(code, None if wrong else side) for code in choice.codes)
        options.append(Option(locations or (OtherLocation(words),), choice))
    if meaning.is_one and not why:
        return Part(words, options[0].locations)
    return Part(words, (), tuple(options), why, meaning.letters)


def _wrong_side(codes: Sequence[str], side: str | None) -> Message:
    for code in codes:
        try:
            PlacedPoint(code, side)
        except Invalid as error:
            return error.message
    return ""


def _joined(words: str, hints: Hints) -> list[Part]:
    """Several codes or names in one part, each known; empty otherwise."""
    for between in (_JOINED, _NEXT_CODE):
        pieces = [piece for piece in between.split(words) if piece.strip()]
        if len(pieces) < 2:  # noqa: PLR2004 - a list has two
            continue
        parts = [None if _stays(piece) or _TIMES.fullmatch(piece) else _element(piece, hints) for piece in pieces]
        known = [part for part in parts if part is not None]
        levels = any(not option.choice.codes for part in known for option in part.options)
        if len(known) == len(pieces) and not (levels and between is _NEXT_CODE):
            return known
    return []


def _shorthand(words: str, rest: str) -> list[Part]:
    """`BL40/57` and `BL31-34`: numbers that may go on with the same letters. Asked."""
    pieces = [piece.strip() for piece in re.split(r"[/+&]", rest)]
    first = _element(pieces[0], Hints())
    if len(pieces) > 1 and first is not None and all(map(_NUMBER.fullmatch, pieces[1:])):
        return _series(words, first, [int(piece) for piece in pieces[1:]])
    run = _RUN.fullmatch(rest)
    if run is None or (run[3] or run[1]).casefold() != run[1].casefold():
        return []
    begun, low, high = _element(f"{run[1]}{run[2]}", Hints()), int(run[2]), int(run[4])
    if begun is None or not low < high <= low + LONGEST_RUN:
        return []
    return _series(words, begun, range(low + 1, high + 1))


def _series(words: str, begun: Part, numbers: Sequence[int]) -> list[Part]:
    first = next(iter(codes_of(begun.locations)), "")
    line = first.rstrip("0123456789")
    codes = (first, *(f"{line}{number}" for number in numbers))
    if any(code not in POINTS for code in codes):
        return []
    options = [Option(tuple(map(PlacedPoint, codes)), Choice(codes))]
    if line == BLADDER and len(numbers) == 1 and old_of_today(int(first.removeprefix(line))) == numbers[0]:
        options.append(Option((PlacedPoint(first),), Choice((first,), Fault("with_its_older_number"))))
    return [Part(words, (), tuple(options), Fault("numbers_without_letters"))]


def _number_alone(words: str, before: Part) -> Part:
    """A number behind a point may be one of the same line. Asked."""
    locations = before.options[0].locations if before.options else before.locations[-1:]
    codes = codes_of(locations)
    code = f"{codes[-1].rstrip('0123456789')}{int(words)}" if codes else ""
    if code not in POINTS:
        return kept(words)
    return Part(words, (), (Option((PlacedPoint(code),), Choice((code,))),), Fault("numbers_without_letters"))


def settled(parts: Sequence[Part]) -> tuple[Location, ...]:
    """The locations of the parts, each once, in their order; what is in doubt is left out."""
    return tuple(dict.fromkeys(one for part in parts for one in part.locations))


def as_read(parts: Sequence[Part]) -> dict[str, object]:
    """How a list was read, empty where all was plain: its `points` as stored, and what `said_once` finds."""
    if all(part.is_plain for part in parts):
        return {}
    return {"points": write_points(settled(parts)), "sides": said_once(parts)}


def said_once(parts: Sequence[Part]) -> dict[str, list[str]]:
    """By side: the codes of the points that it was said once for; parts in doubt as they were typed."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if part.side_for is not None:
            found.setdefault(part.side_for, []).extend(codes_of(part.locations) or [f"“{part.typed}”"])
    return found
