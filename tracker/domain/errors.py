"""What the rules say when something a person gave cannot be taken: a code, said by `wording/errors.py`."""

from collections.abc import Mapping
from typing import Any


class Fault:
    """What is wrong with a value: a code, and the values that its sentence holds."""

    def __init__(self, code: str, /, **values: Any) -> None:
        self.code, self.values = code, values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and (self.code, self.values) == (other.code, other.values)

    def __hash__(self) -> int:
        return hash((self.code, *sorted(self.values)))

    def __repr__(self) -> str:
        return f"{self.code} {self.values}"


Message = Fault | str  # a sentence where no rule refuses, but a form or a service that has its own words


class Invalid(ValueError):
    """One value that cannot be taken; the message stands beside its field."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Problems(ValueError):
    """Everything wrong with one record: a message by field name."""

    def __init__(self, by_field: Mapping[str, Message]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in by_field.items()))
        self.by_field: dict[str, Message] = dict(by_field)
