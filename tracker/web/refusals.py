"""What is said where something cannot be done: a form with its reasons, too many tries, a form that was sent before."""

from typing import Any, Final
from uuid import uuid4

from flask import current_app, render_template
from werkzeug.wrappers import Response

from tracker.domain.errors import Problems
from tracker.throttling.throttles import Throttled
from tracker.web import waiting
from tracker.web.errors import typed_fields
from tracker.web.extensions import db
from tracker.web.forms import BaseForm
from tracker.web.problems import for_program, problem
from tracker.wording.accounts import too_many_tries
from tracker.wording.interface import problem_words

UNFIT, TOO_MANY = 422, 429
NO_PROBLEMS: Final = Problems({})


def form_page(template: str, form: BaseForm | None, **context: object) -> Response:
    """The page with its form: 422 where it was sent and cannot be taken."""
    status = UNFIT if form is not None and form.any_errors else 200
    return current_app.make_response((render_template(template, form=form, **context), status))


def refusal(form: BaseForm | None) -> BaseForm:
    """Why a button did nothing, for the top of the page it stands on: its fields are not on that page."""
    shown = BaseForm(formdata=None)
    if form is not None:
        messages = [message for field in form for message in field.errors]
        shown.form_errors.extend([*form.form_errors, *messages])
    return shown


def refuse(error: Exception, form: BaseForm, wrong: Problems = NO_PROBLEMS, helps: str = "") -> None:
    """Say in the form why it was not taken. `helps`: what can be done without waiting, after too many tries."""
    db.session.rollback()
    if isinstance(error, Throttled):
        form.form_errors.append(f"{too_many_tries(error.seconds)} {helps}".rstrip())
    else:
        form.blame(error if isinstance(error, Problems) else wrong)


def after(error: Exception, response: Response) -> Response:
    """The answer to something refused: after too many tries with how long to wait, in seconds."""
    return too_many(response, error.seconds) if isinstance(error, Throttled) else response


def too_many(response: Response, seconds: int) -> Response:
    """It may be tried again after so many seconds."""
    response.status_code = TOO_MANY
    response.headers["Retry-After"] = str(seconds)
    return response


def already_saved(error: Any) -> Response:
    """A form made its record before: whether another one is wanted is asked, with all that was typed kept.

    `error` tells what was saved and when (`first`), whether it is `gone`, and whether the answers are the `same`.
    """
    db.session.rollback()
    if for_program():
        return problem(409, *problem_words("gone"))
    if waiting.item() is not None:  # its row has its id, so it came before
        return waiting.taken()
    typed = [(name, value) for name, value in typed_fields() if name not in {"id", "came_back"}]
    html = render_template("errors/saved_before.html", before=error, typed=[*typed, ("id", str(uuid4()))])
    return current_app.make_response((html, UNFIT))
