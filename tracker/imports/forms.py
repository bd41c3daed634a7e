"""The file that is chosen, and what is said of it: its questions are fields, which differ from file to file."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tracker.importers.kept import AskedOf
from tracker.imports.services.waiting import EXISTING, Choices
from tracker.web import sizes
from tracker.web.forms import BaseForm, ChoiceField, ParsedField, TickField
from tracker.wording import bringing as words
from tracker.wording.language import N_, Words

LOOK, BRING = "look", "bring"
KEY_LENGTH: Final = 12


class FileField(ParsedField):
    """A file: it is taken from the request, and here only says what is wrong with it."""

    merges = False

    def parse(self, raw: str) -> str:
        return raw

    def process_formdata(self, valuelist: list[str]) -> None:
        """Nothing of it is a value."""


class MarkField(ParsedField):
    """What a page says of itself, so that its answer is held against what is so by then."""

    merges = False

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_plain(400),)

    def parse(self, raw: str) -> str:
        return raw[:400]


class UploadForm(BaseForm):
    """A file to bring along."""

    file = FileField(N_("Your file"))


class AppForm(BaseForm):
    """Which app a file is of, where that is not plain."""

    mark = MarkField("")
    source = ChoiceField(N_("Which app is it from?"), {}, required=N_("Please choose one."))

    def among(self, codes: Sequence[str]) -> "AppForm":
        """Choose between these."""
        self.source.words = words.sources(codes)
        if self.source.raw_data and self.source.raw_data[0] in codes:
            self.source.data = self.source.raw_data[0]
            self.source.process_errors = []
        return self


class ChoosingForm(BaseForm):
    """What becomes of a file whose rows stand against rows that are here, and the yes."""

    mark = MarkField("")
    seen = MarkField("")
    existing: ChoiceField
    visits = ChoiceField(N_("Sessions that may be in your diary already"), Words(words.VISITS))

    def days(self, days: Iterable[str]) -> dict[str, str]:
        """What was said of each day, or row, that is asked about."""
        found = {day: self[_name("day", day)].data for day in days}
        return {day: said for day, said in found.items() if said}

    def day(self, day: str) -> ParsedField:
        """The field of a day, or a row."""
        field: ParsedField = self[_name("day", day)]
        return field


class OwnForm(ChoosingForm):
    """The same for our own files: `own_form` adds a field for each row that is asked about."""

    existing = ChoiceField(N_("What is here already, with other content"), Words(words.EXISTING_ROWS))


class BringForm(ChoosingForm):
    """The same for a file of another app that was read: `form_of` adds its questions."""

    existing = ChoiceField(N_("Days that are in your diary already"), Words(words.EXISTING))
    leave = TickField(lambda: "")

    def answers(self, asked: Any) -> dict[str, str]:
        """What was answered, by the keys of the questions."""
        found = {one.key: self[_name("q", one.key)].data for one in asked}
        return {key: answer for key, answer in found.items() if answer}

    def question(self, one: AskedOf) -> ParsedField:
        """The field of a question."""
        field: ParsedField = self[_name("q", one.key)]
        return field


def own_form(asked: Mapping[str, str], choices: Choices, sent: Any) -> OwnForm:
    """The form of our own files: `asked` are the rows that are asked about, by their keys, with their titles."""
    fields = {_name("day", key): ChoiceField(title, Words(words.DAY_CHOICES)) for key, title in asked.items()}
    held = {_name("day", key): choices.days.get(key, EXISTING[0]) for key in asked}
    form: OwnForm = type("FormOfOwnFiles", (OwnForm,), fields)(sent)
    form.suggest(**held | {"existing": choices.existing, "visits": _of_visits(choices)})
    return form


def _of_visits(choices: Choices) -> str:
    return "others" if choices.visits else "same"


def form_of(asked: Sequence[AskedOf], days: Sequence[str], choices: Choices, refused: int, sent: Any) -> BringForm:
    """The form of one file: its questions with the answers that hold, and the days that are asked about."""
    fields: dict[str, Any] = {_name("q", one.key): _question(one) for one in asked}
    fields |= {_name("day", day): ChoiceField(words.day_label(day), Words(words.DAY_CHOICES)) for day in days}
    held: dict[str, Any] = {_name("q", one.key): one.answer or None for one in asked}
    held |= {_name("day", day): choices.days.get(day, EXISTING[0]) for day in days}
    held |= {"existing": choices.existing, "visits": _of_visits(choices)}
    form: BringForm = type("FormOfFile", (BringForm,), fields)(sent)
    form.leave.label.text = words.leave_label(refused)
    form.suggest(**held)
    return form


def _question(one: AskedOf) -> ChoiceField:
    return ChoiceField(
        words.question(one.ask, one.of, one.kind),
        _Said(one),
        hint=words.examples(one.ask, one.examples, one.rows),
        required=N_("Please choose one.") if one.needed else None,
    )


class _Said(Mapping[str, str]):
    """The answers of a question with their words."""

    def __init__(self, one: AskedOf) -> None:
        self._one = one

    def __getitem__(self, choice: str) -> str:
        return words.answer(self._one.ask, choice)

    def __iter__(self) -> Any:
        return iter(self._one.choices)

    def __len__(self) -> int:
        return len(self._one.choices)

    def __contains__(self, choice: object) -> bool:
        return choice in self._one.choices


def _name(kind: str, key: str) -> str:
    """The name of a field: what persons typed never becomes one."""
    return f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:KEY_LENGTH]}"
