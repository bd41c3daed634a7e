"""PDFs of a record: the report over a range of days, the brief, and the letter."""

from collections.abc import Callable
from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.dashboard.services.ranges import own_span
from tracker.domain.errors import Fault, Invalid, Message
from tracker.domain.sharing.access import Action
from tracker.downloads.beginning import begin, seconds_to_wait, shared_words, too_much_words
from tracker.downloads.limits import UnderWay
from tracker.papers.forms import LetterForm
from tracker.papers.services.blocks import Paper
from tracker.papers.services.brief import brief_paper
from tracker.papers.services.letter import Typed, Whose, letter_paper
from tracker.papers.services.report import Asked, report_of
from tracker.papers.services.typeset import NotSet, Size, pdf_bytes
from tracker.practice.services.brief import Shown, read_brief
from tracker.practice.services.brief_words import sheet_of
from tracker.reports.forms import RangeForm
from tracker.reports.services.letter import Letter, read_letter
from tracker.review.services.choosing import Choice, choose_course
from tracker.throttling.throttles import Throttled
from tracker.web import clock, errors, gate, limits
from tracker.web.lanes import makes_file
from tracker.web.languages import spoken
from tracker.web.navigation import course_asked
from tracker.web.paper import buys_letter, foot_of
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session
from tracker.wording.language import to_others
from tracker.wording.letter import foot

blueprint = Blueprint("papers", __name__)


@blueprint.app_template_global()
def paper_size() -> Size:
    """The paper that is usual where the browser's language is spoken."""
    return Size.LETTER if buys_letter() else Size.A4


@blueprint.app_template_global()
def other_size() -> Size:
    """The paper that is less usual there."""
    return Size.A4 if paper_size() is Size.LETTER else Size.LETTER


@blueprint.get("/patients/<uuid:patient_id>/report.pdf", defaults={"name": "report.pdf"})
@gate.record(Action.EXPORT)
@makes_file
def report(patient_id: UUID, name: str) -> ResponseReturnValue:
    """What was recorded in a range of days, with what a course's numbers say and what they cannot."""
    form, patient = RangeForm(request.args), gate.patient()
    if not form.validate():
        return _other_days(patient_id)
    try:
        span = own_span(*form.days(), patient.today(), _shared_from())
    except Invalid as problem:
        return _other_days(patient_id, problem.message)

    def made() -> Paper:
        wanted = Asked(
            patient_id=patient_id,
            name=patient.user_name,
            today=patient.today(),
            zone=patient.zone,
            span=span,
            shared_from=_shared_from(),
            shared=shared_words(),
            foot=foot_of(patient),
        )
        return report_of(db_session(), wanted, _choice(patient_id))

    return _answer(made, name)


def _other_days(patient_id: UUID, why: Message | None = None) -> Response:
    """The page on which days are chosen, which says what is wrong with those that were asked for."""
    asked: dict[str, Any] = {name: request.args[name] for name in ("from", "to") if name in request.args}
    if isinstance(why, Fault):
        asked["wrong"] = why.code
    return redirect(url_for("reports.exports", patient_id=patient_id, **asked), code=303)


@blueprint.get("/patients/<uuid:patient_id>/brief.pdf", defaults={"name": "brief.pdf"})
@gate.record(Action.EXPORT)
@makes_file
def brief(patient_id: UUID, name: str) -> Response:
    """The brief as it stands on its page."""
    patient, terms = gate.patient(), gate.patient().terms
    shown = Shown(
        shared_from=_shared_from(),
        notes=terms is None or terms.notes,
        course=course_asked(),
        trade=gate.trade(),
    )

    def made() -> Paper:
        facts = read_brief(db_session(), patient_id, request.args.get("since"), patient.today(), shown)
        with to_others():
            return brief_paper(sheet_of(facts), patient.user_name, foot_of(patient))

    return _answer(made, name)


@blueprint.get("/patients/<uuid:patient_id>/letter")
@gate.record(Action.READ)
def letter_page(patient_id: UUID) -> Response:
    """The letter to a doctor or an insurer as a page: to whom it is, and what is added, is typed there."""
    return _letter_page(patient_id, LetterForm(formdata=None))


def _letter_page(patient_id: UUID, form: LetterForm) -> Response:
    patient, choice = gate.patient(), _choice(patient_id)
    if patient.is_own:
        form.suggest(sender=patient.user_name)
    with to_others():
        return form_page(
            "papers/letter.html",
            form,
            letter=_letter(patient_id, choice),
            choice=choice,
            name=patient.user_name,
            today=patient.today(),
            shared=shared_words(),
            foot=foot(patient.user_name, patient.today()),
        )


def _letter(patient_id: UUID, choice: Choice) -> Letter:
    return read_letter(db_session(), patient_id, choice, gate.patient().today(), _shared_from())


@blueprint.route("/patients/<uuid:patient_id>/letter.pdf", methods=["GET", "POST"], defaults={"name": "letter.pdf"})
@gate.record(Action.EXPORT, posting=Action.EXPORT, reads=True)
@limits.takes(LetterForm)
@makes_file
def letter(patient_id: UUID, name: str) -> Response:
    """The letter with what was typed on its page, which is kept nowhere; asked for without that, with room for it."""
    patient, form = gate.patient(), LetterForm()
    if form.is_submitted() and not form.validate():
        return _letter_page(patient_id, form)
    typed = Typed(**form.data)

    def made() -> Paper:
        with to_others():
            whose = Whose(patient.user_name, patient.today(), shared_words())
            return letter_paper(_letter(patient_id, _choice(patient_id)), whose, typed)

    return _answer(made, name)


def _choice(patient_id: UUID) -> Choice:
    return choose_course(db_session(), patient_id, course_asked(), gate.patient().today(), gate.trade())


def _shared_from() -> date | None:
    terms = gate.patient().terms
    return None if terms is None else terms.first_day


def _answer(made: Callable[[], Paper], name: str) -> Response:
    """The paper as a file to keep. It is counted as every other file of the record."""
    size = _size_asked()
    try:
        end = begin(whole=False)
    except (Throttled, UnderWay) as error:
        return errors.please_wait(too_much_words(error), seconds_to_wait(error))
    try:
        data = b"" if request.method == "HEAD" else pdf_bytes(made(), size, spoken().tag, clock.now())
    except NotSet:
        return errors.paper_not_set()
    finally:
        end()
    response = Response(data, content_type="application/pdf")
    if request.method == "HEAD":  # how long it would be, nobody has worked out
        response.automatically_set_content_length = False
        del response.headers["Content-Length"]
    part = "" if gate.patient().is_own else "shared-"
    shown = f"sciatica-tracker-{part}{PurePath(name).stem}-{gate.patient().today()}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def _size_asked() -> Size:
    asked = request.values.get("paper")
    if asked is None:
        return paper_size()
    try:
        return Size(asked)
    except ValueError:
        return paper_size() if request.method == "POST" else abort(404)
