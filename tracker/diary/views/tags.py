"""The tags of a day: a page of their own, and the form that stands on the page of the day."""

from datetime import date
from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from tracker.diary.forms import TAGS_SENT, TagsForm
from tracker.diary.models import DayTags
from tracker.diary.services import tags as services
from tracker.diary.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.domain.values.tags import own_tags, read_tags
from tracker.web import gate
from tracker.web.acting import answer, author
from tracker.web.days import day_or_404, to_day
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session


@blueprint.route("/patients/<uuid:patient_id>/days/<day>/tags", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(TagsForm)
def tags(patient_id: UUID, day: str) -> ResponseReturnValue:
    for_date = day_or_404(day)
    if for_date > gate.patient().today():
        abort(404)
    form = tags_form(patient_id, for_date)
    return answer(
        form,
        lambda: services.save_tags(db_session(), for_date, form.given(), author()),
        lambda: form_page("diary/tags.html", form, day=for_date, action=_address(for_date)),
        lambda saved: to_day(for_date, saved, "day-tags"),
    )


def tags_form(patient_id: UUID, day: date) -> TagsForm:
    """The form of a day's tags, which offers the own ones used last, in two queries."""
    row = services.find_row(db_session(), patient_id, day)
    held = read_tags(None if row is None else row.tags)
    form = TagsForm(data={"tags": held}).about(DayTags.__tablename__, None if row is None else row.id)
    every = services.every_tag(db_session(), patient_id)
    form.tags.words = {tag: tag for tag in own_tags([*held, *form.tags.data, *every])[:TAGS_SENT]}
    form.more.offered = every
    return form


def _address(day: date) -> str:
    return url_for("diary.tags", patient_id=gate.patient().id, day=day)
