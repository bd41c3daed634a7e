"""The Patients page: everybody who shares with a practitioner, those most in need of attention first."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.practice.views.base import blueprint, practitioner
from tracker.web import gate


@blueprint.get("/patients")
@gate.signed_in
def patients() -> ResponseReturnValue:
    practitioner()
    return render_template("practice/patients.html")
