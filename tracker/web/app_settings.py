"""The settings of the app that answers this request."""

from typing import cast

from flask import current_app

from tracker.configuration.settings import Settings


def settings() -> Settings:
    return cast("Settings", current_app.extensions["settings"])
