"""A yes that made a grant before, sent again after that grant has ended."""

from flask import Flask

from tests.sharing.doings import CHOICES, code_of, grants_of
from tests.support.pages import Browser
from tests.support.people import Person
from tests.support.sharing import as_practitioner, make_practitioner
from tracker.sharing.models import Grant


def test_it_is_never_said_to_stand_once_it_ended(app: Flask, patient: Browser, person: Person) -> None:
    practitioner = make_practitioner(app)
    watching = as_practitioner(app, practitioner, person)

    def running() -> list[Grant]:
        return [row for row in grants_of(app, person) if row.ended_at is None]

    def stop() -> None:
        patient.post(patient.path(f"sharing/grants/{running()[0].id}/end"))

    page = patient.get(patient.path("sharing/find"))
    page = patient.submit(page, "sharing/find", code=code_of(app, practitioner))
    asked = patient.submit(page, "sharing/find", **CHOICES)
    patient.submit(asked, "sharing/find")
    first = running()[0]
    stop()
    again = patient.submit(asked, "sharing/find")
    assert again.status == 422
    assert "Nothing is shared now." in again.text
    assert running() == []
    assert watching.get(watching.path("progress")).status == 410
    shown = patient.submit(patient.get(patient.path(f"sharing/grants/{first.id}")), "/grants/", **CHOICES)
    assert "told=made" in patient.submit(again, "sharing/find", follow=False).location
    stop()
    assert "told=made" in patient.submit(shown, "/grants/", follow=False).location
    stop()
    assert patient.submit(shown, "/grants/").status == 422
    assert running() == []
