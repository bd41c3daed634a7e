"""How the forms with needle points are told who writes them, and how what was answered is kept."""

from collections.abc import Mapping

from flask import request

from tracker.treatment.forms.points import PointsField
from tracker.treatment.services import point_letters
from tracker.web import clock, gate
from tracker.web.forms import BaseForm
from tracker.web.transactions import db_session


def _field(form: BaseForm) -> PointsField | None:
    """The points of the form, where its kind has them and something was typed."""
    if "points" not in form:
        return None
    field: PointsField = form["points"]
    return field if field.part("more").strip() else None


def _practitioner(form: BaseForm) -> str | None:
    """By whom the session was, as the patient names them; one who writes the record is not named."""
    return form["practitioner"].data if "practitioner" in form else None


def suit_points(form: BaseForm) -> None:
    """Read the points that were sent with what is known of who writes them."""
    field = _field(form)
    if field is not None:
        browser = list(request.accept_languages.values())
        whose = gate.viewer().account_id, _practitioner(form), gate.patient().country
        field.suit(point_letters.hints_for(db_session(), *whose, browser))


def keep_letters(form: BaseForm) -> None:
    """Remember the answers for this practitioner, to offer them first next time."""
    field = _field(form)
    if field is not None:
        point_letters.remember(
            db_session(), gate.viewer().account_id, _practitioner(form), field.chosen_lines, clock.now()
        )


def points_read(form: BaseForm) -> Mapping[str, object]:
    """How the points were read, to be said once they are saved."""
    field = _field(form)
    return {} if field is None else field.as_read
