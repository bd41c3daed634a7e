"""Who writes in this request, for every page that changes a record."""

from flask import request

from tracker.patients.services.row_writing import Author
from tracker.web import clock, gate


def author() -> Author:
    return Author(gate.viewer().account_id, clock.now(), came_back="came_back" in request.form)
