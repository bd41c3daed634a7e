"""What is worked out of a record: the verdict on a course, its weeks, and what each chart shows in numbers."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request

from tracker.charts.presented import PresentedChart, all_presented
from tracker.dashboard.services.progress import read_progress
from tracker.dashboard.services.ranges import Range, parse_span
from tracker.domain.accounts.programs import Need
from tracker.domain.errors import Fault, Invalid, Problems
from tracker.domain.sharing.access import Action
from tracker.files import contract, results
from tracker.files.rows import Piece
from tracker.interface.services import bodies, schemas, writing
from tracker.interface.services.operation import DAY_TEXT, UUID_TEXT, Answer, Operation, Parameter
from tracker.interface.services.shapes import DAY, ID, TEXT, listed, maybe, reference, some, told
from tracker.interface.views import answers
from tracker.interface.views.operations import SCHEMAS, operation
from tracker.interface.views.rows import RECORD
from tracker.patients.services.row_writing import NotFound
from tracker.review.services.choosing import Choice, choose_course
from tracker.review.services.measuring import read_measured
from tracker.web import gate
from tracker.web.transactions import db_session
from tracker.wording.language import N_
from tracker.wording.measured import measured_words

FIGURES: Final = N_("What is worked out")
COURSE: Final = Parameter("course", N_("The id of a course; else the one that leads"), UUID_TEXT)
DAYS: Final = (
    Parameter("range", N_("Which days, as on Progress"), {"type": "string", "enum": [one.value for one in Range]}),
    Parameter("from", N_("With “own”: the first day"), DAY_TEXT),
    Parameter("to", N_("With “own”: the last day"), DAY_TEXT),
)
SCHEMAS["Verdict"] = lambda: told(
    course_id=maybe(ID),
    headline=TEXT,
    text=TEXT,
    latest_week=maybe(TEXT),
    latest_days=TEXT,
    starting_week=maybe(TEXT),
    cannot_tell=some(TEXT),
)
SCHEMAS["Week"] = lambda: schemas.object_schema(contract.WEEKLY.columns, required=contract.WEEKLY.header)
SCHEMAS["WeekList"] = lambda: listed("Week")
SCHEMAS["Table"] = lambda: told(caption=TEXT, header=some(TEXT), rows=some(some(TEXT)), places=some(TEXT))
SCHEMAS["Chart"] = lambda: told(
    name=TEXT,
    title=TEXT,
    summary=TEXT,
    notes=some(TEXT),
    first_day=DAY,
    last_day=DAY,
    tables=some(reference("Table")),
)
SCHEMAS["ChartList"] = lambda: listed("Chart")


def _choice() -> Choice:
    """The course that is asked for, or else the one that leads for whoever asks."""
    patient = gate.patient()
    try:
        named = request.args.get("course")
        asked = None if named is None else bodies.identifier(named)
    except Invalid as error:
        raise Problems({"course": error.message}) from None
    try:
        return choose_course(db_session(), patient.id, asked, patient.today(), gate.trade())
    except NotFound:
        return abort(404)


@operation(
    Operation(
        name="read_verdict",
        method="GET",
        path=f"{RECORD}/verdict",
        part=FIGURES,
        summary=N_("How leg pain compares with the starting week, in the words of Progress, with what they cannot say"),
        needs=Need.READ,
        action=Action.READ,
        parameters=(COURSE,),
        answers={200: Answer(N_("What the numbers of a course say"), "Verdict")},
    )
)
def verdict(patient_id: UUID) -> Response:
    row = _choice().row
    if row is None:
        return abort(404)
    said = measured_words(read_measured(db_session(), patient_id, row, gate.patient().today()).measure)
    return answers.answer(
        {
            "course_id": str(row.id),
            "headline": said.headline,
            "text": said.text,
            "latest_week": said.value,
            "latest_days": said.days,
            "starting_week": said.was,
            "cannot_tell": list(said.cannot_tell),
        }
    )


@operation(
    Operation(
        name="list_weeks",
        method="GET",
        path=f"{RECORD}/weeks",
        part=FIGURES,
        summary=N_("Weekly means of a course, with their rough ranges"),
        needs=Need.READ,
        action=Action.READ,
        parameters=(COURSE,),
        answers={200: Answer(N_("Its weeks, the first one first; none without a course"), "WeekList")},
    )
)
def weeks(patient_id: UUID) -> Response:
    row = _choice().row
    rows: list[Any] = []
    if row is not None:
        measured = read_measured(db_session(), patient_id, row, gate.patient().today())
        rows = [*results.week_rows(row.id, measured.measure, None, None)]
    items = writing.joined(writing.plain_objects(contract.WEEKLY, Piece(rows)))
    return answers.as_json(f'{{"items":{items}}}')


@operation(
    Operation(
        name="list_charts",
        method="GET",
        path=f"{RECORD}/charts",
        part=FIGURES,
        summary=N_("What each chart of Progress shows: a sentence, how it is read, and the same in numbers"),
        needs=Need.READ,
        action=Action.READ,
        parameters=(COURSE, *DAYS),
        answers={200: Answer(N_("The charts, in the order of Progress"), "ChartList")},
    )
)
def charts(patient_id: UUID) -> Response:
    patient, choice = gate.patient(), _choice()
    since = None if patient.terms is None else patient.terms.first_day
    for name in ("from", "to"):
        bodies.day_asked(name, request.args.get(name))
    span = parse_span(request.args, patient.today(), since)
    if span.problem is not None or request.args.get("range", Range.COURSE) not in {*Range}:
        raise Problems({"range": Fault("choose_one") if span.problem is None else span.problem})
    page = read_progress(db_session(), patient_id, span, choice, patient.today(), patient.zone, since)
    days = {"first_day": page.charts.first_day.isoformat(), "last_day": page.charts.last_day.isoformat()}
    shown = all_presented(page.charts)
    return answers.answer({"items": [_chart(name, one) | days for name, one in shown.items()]})


def _chart(name: str, chart: PresentedChart) -> dict[str, Any]:
    return {
        "name": name,
        "title": chart.title,
        "summary": chart.summary,
        "notes": list(chart.notes),
        "tables": [
            {
                "caption": table.caption,
                "header": list(table.header),
                "rows": [list(row) for row in table.rows],
                "places": list(table.places),
            }
            for table in chart.tables
        ],
    }
