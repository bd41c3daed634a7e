"""The settings of the app that answers this request, and what its features have put into it."""

from typing import TypeVar, cast

from flask import current_app

from tracker.configuration.settings import Settings

Held = TypeVar("Held")


def held(kind: type[Held], name: str) -> Held:
    """What a feature has put into the app under this name."""
    found = current_app.extensions[name]
    assert isinstance(found, kind)  # noqa: S101 - whoever reads it names what was put there
    return found


def settings() -> Settings:
    return cast("Settings", current_app.extensions["settings"])
