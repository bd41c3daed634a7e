"""Questions that nobody has answered yet: they look the same to all who read one language, so they are made once.

A page of a day holds all that a day asks, most of it unanswered. What is kept follows from the code, the language and
the question alone: no answer, no name and no token is in it, and no other process can make it stale.
"""

from collections.abc import Callable
from typing import Any, Final

from flask import Flask
from markupsafe import Markup

from tracker.wording.language import how_told

QUESTIONS_KEPT: Final = 512  # each form's, in each language
_kept: dict[tuple[Any, ...], Markup] = {}


def question(macro: Callable[..., Markup], name: str, field: Any, *how: str) -> Markup:
    """What the macro of that name makes of a field. `how` is how it looks, whatever the answer."""
    if field.data or field.data == 0 or field.raw_data or field.errors or field.asked is not None:
        return macro(field, *how)
    key = (name, how, field.id, field.name, field.label.text, field.hint, field.required is None, *how_told())
    made = _kept.get(key)
    if made is None:
        if len(_kept) >= QUESTIONS_KEPT:
            _kept.clear()
        made = _kept[key] = macro(field, *how)
    return made


def init_app(app: Flask) -> None:
    app.jinja_env.globals["question"] = question
