"""A session's form that was left open since the time when it stood where a session is read now."""

from flask import Flask

from tests.support.people import Person
from tests.support.sharing import as_practitioner, make_practitioner, share
from tests.treatment.conftest import Log


def test_it_is_taken_at_its_old_address_as_at_its_new_one(log: Log, log_of_other: Log) -> None:
    log.add("heat")
    row = log.session()
    page = log.form(f"sessions/{row.id}/edit")
    typed = dict(page.form(f"sessions/{row.id}/edit").fields()) | {"minutes": "37", "note": "Typed before the upgrade"}
    before = log.browser.path(f"sessions/{row.id}")
    refused = log.browser.post(before, typed | {"minutes": "9999"})
    assert (refused.status, refused.one("[name=note]").to_text()) == (422, "Typed before the upgrade")
    assert log.browser.post(before, typed, follow=False).status == 303
    saved = log.session()
    assert (saved.minutes, saved.note) == (37, "Typed before the upgrade")
    assert log_of_other.browser.post(before, typed).status == 404


def test_whoever_only_reads_the_session_changes_nothing_there(app: Flask, person: Person, log: Log) -> None:
    log.add("heat")
    practitioner = make_practitioner(app)
    share(app, person, practitioner)
    reader = as_practitioner(app, practitioner, person)
    assert reader.post(reader.path(f"sessions/{log.session().id}"), {"minutes": "37"}).status == 404


def test_of_two_devices_the_later_is_asked_there_too(log: Log) -> None:
    log.add("heat", minutes="10")
    row = log.session()
    part = f"sessions/{row.id}/edit"
    typed = dict(log.form(part).form(part).fields())
    log.edit(row.id, minutes="20")
    log.browser.post(log.browser.path(f"sessions/{row.id}"), typed | {"note": "From the other one"})
    assert (log.session().minutes, log.session().note) == (20, "From the other one")
