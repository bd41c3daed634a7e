"""The addresses of the app: those of pages, and those of the interface for programs."""

from flask import Flask
from werkzeug.routing import Rule

from tracker.web.problems import INTERFACE


def of_pages(app: Flask) -> list[Rule]:
    """The addresses that a browser asks for."""
    return [rule for rule in app.url_map.iter_rules() if not rule.rule.startswith(INTERFACE)]


def of_programs(app: Flask) -> list[Rule]:
    """The addresses of the interface."""
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(INTERFACE)]
