"""Every route that changes anything is reached by these tests: a new one cannot be forgotten."""

from tests.support.besieged import Besieged
from tests.support.rules import of_pages

# Routes whose form is made by a script, or stands on a page that only another act shows; each with a test of its own.
WITHOUT_A_FORM = {
    "calendars.end_calendar": "where there is a calendar: tests/calendars/test_feeds.py",
    "tokens.end_program": "where there is a program: tests/tokens/test_programs.py",
    "webhooks.end": "where there is a webhook: tests/webhooks/test_pages.py",
    "webhooks.pause": "where there is a webhook: tests/webhooks/test_pages.py",
    "webhooks.resume": "where there is a webhook: tests/webhooks/test_pages.py",
    "webhooks.send_test": "where there is a webhook: tests/webhooks/test_pages.py",
    **dict.fromkeys(
        [
            *("channels.add_browser", "channels.ask_link", "channels.confirm_address", "channels.end_browser"),
            *("channels.forget_address", "channels.resume_reminders", "channels.send_test", "channels.stop_reminders"),
        ],
        "where a sign-in is kept, or mail is sent: tests/channels/test_pages.py",
    ),
    "treatment.session_as_before": "the form stands elsewhere by now: tests/treatment/test_form_left_open.py",
    "treatment.later_ones": "of an appointment that is to come alone: tests/treatment/test_series.py",
    "treatment.delete_later_ones": "of an appointment that is to come alone: tests/treatment/test_series.py",
    "reports_of_browsers.report": "browsers send it by themselves: tests/security/test_csp_reports.py",
    "pocket.shared_by_hand": "phones send it by themselves: tests/pocket/test_shared_file.py",
    "imports.answer": "where a file waits: tests/imports/test_pages.py",
    "imports.give_up": "where a file waits: tests/imports/test_pages.py",
    "manifests.manifest": "programs send it, and no form: tests/manifests/test_manifest.py",
    **dict.fromkeys(
        ["experiments.new_experiment", "experiments.stop"],
        "none is offered while a warning sign stands: tests/experiments/test_planning.py",
    ),
    "correspondence.suggest_review": "where a review is due: tests/correspondence/test_review_requests.py",
    "correspondence.withdraw_review": "where one was suggested: tests/correspondence/test_review_requests.py",
}


def changing_endpoints(besieged: Besieged) -> set[str]:
    return {rule.endpoint for rule in of_pages(besieged.app) if "POST" in (rule.methods or ())}


def test_every_changing_route_is_reached(besieged: Besieged) -> None:
    reached = {form.endpoint for form in besieged.forms if form.method == "POST"}
    assert changing_endpoints(besieged) - reached == set(WITHOUT_A_FORM)


def test_no_route_changes_anything_by_another_method(besieged: Besieged) -> None:
    methods = {method for rule in of_pages(besieged.app) for method in rule.methods or ()}
    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}


def test_every_form_has_been_read(besieged: Besieged) -> None:
    """The reading itself: fields of every kind are found, and what they hold."""
    by_endpoint = {form.endpoint: form for form in besieged.forms}
    change = by_endpoint["diary.life_event"]
    assert dict(change.pairs)["note"].startswith("canary")
    assert {change.kinds[name] for name in ("note", "for_date", "kind")} == {"textarea", "date", "radio"}
    kinds = {kind for form in besieged.forms for kind in form.kinds.values()}
    assert {"text", "textarea", "select", "checkbox", "radio", "hidden", "password", "date", "time", "button"} <= kinds
    assert sum(len(form.free) for form in besieged.forms) > 40
