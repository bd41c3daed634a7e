"""What a view declares of itself, as an attribute of the view: its policy, its lane, the forms it takes."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def marked(name: str, value: object) -> Callable[[View], View]:
    """The view declares this."""

    def mark(view: View) -> View:
        setattr(view, name, value)
        return view

    return mark
