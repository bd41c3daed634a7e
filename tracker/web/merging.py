"""How a form field takes over what was stored since its form was opened, and puts both answers side by side."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from tracker.web import opened
from tracker.web.meanwhile import merge
from tracker.web.opened import WHOLE, Asked
from tracker.wording.language import _
from tracker.wording.pages import nothing


def with_unit(text: str, value: object, unit: str) -> str:
    return _("%(value)s %(unit)s", value=text, unit=unit) if unit and value is not None else text


class Merging:
    """What a field adds to its parsing. To tell what was changed, a value is split into parts, each with its text.

    One value is one part. `merges` is false for what is not stored, such as the form's own id.
    """

    merges: ClassVar[bool] = True
    asked: Asked | None = None
    data: Any
    object_data: Any
    raw_data: Any
    errors: Any
    process_errors: Any
    process_data: Any
    show: Callable[[Any], str]
    text: Any

    def split(self, value: Any) -> dict[str, Any]:
        return {} if value in (None, ()) else {WHOLE: value}

    def join(self, parts: Mapping[str, Any]) -> Any:
        return parts.get(WHOLE)

    def part_text(self, part: Any) -> str:
        """What a part is compared by."""
        return self.show(part)

    def parts_of(self, value: Any) -> dict[str, str]:
        return {key: self.part_text(part) for key, part in self.split(value).items()}

    def in_words(self, value: Any) -> str:
        """A value as it is told to somebody."""
        return nothing() if value in (None, ()) else self.show(value)

    def take(self, value: Any) -> None:
        """Hold this value, whatever was typed."""
        self.raw_data, self.process_errors = None, []
        self.process_data(value)

    def merge(self, base: Mapping[str, str], *, newer: bool) -> bool:
        """Take over what was stored since the form was opened on `base`; whether the person must be asked.

        `newer`: they were asked before and want what is stored.
        """
        if newer:
            self.take(self.object_data)
            return False
        kept = opened.shortened(self.parts_of(self.object_data))
        if self.process_errors:
            return kept != base
        merged = merge(base, opened.shortened(self.parts_of(self.data)), kept)
        mine, stored = self.split(self.data), self.split(self.object_data)
        if merged.stored & {*mine, *stored}:
            parts = {key: part for key, part in mine.items() if key not in merged.stored}
            self.take(self.join(parts | {key: part for key, part in stored.items() if key in merged.stored}))
        return bool(merged.asked)

    def ask(self, saved: str) -> None:
        """Put both answers beside the field."""
        typed = self.text if self.process_errors else self.in_words(self.data)
        self.asked = Asked(typed, self.in_words(self.object_data), saved)
        self.errors = [*self.errors, self.asked.message]
