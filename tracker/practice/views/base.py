"""The blueprint that a practitioner's own pages hang on."""

from flask import Blueprint, abort

from tracker.web import gate

blueprint = Blueprint("practice", __name__)


def practitioner() -> gate.Viewer:
    """Who is signed in, where they are a practitioner; for everybody else the page is missing."""
    viewer = gate.viewer()
    if not viewer.is_practitioner:
        abort(404)
    return viewer
