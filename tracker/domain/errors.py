"""What the rules say when something a person gave cannot be taken."""


class Invalid(ValueError):
    """One value that cannot be taken; the message is in the user's words and stands beside its field."""


class Problems(ValueError):
    """Everything wrong with one record: a message in the user's words by field name."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in by_field.items()))
        self.by_field = by_field
