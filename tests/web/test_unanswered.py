"""Questions that nobody answered are made once in each language, and nothing that anybody answered is kept."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.support import made_up
from tracker.diary.forms import EntryForm, MomentForm
from tracker.domain.scores.entry import EntryFacts
from tracker.web import unanswered
from tracker.wording.language import speaking

ANSWERED: dict[str, Any] = {
    "weakness": 0,
    "qualities": ("burning", "numb"),
    "sitting_minutes": 35,
    "warning_signs": ("saddle_numbness",),
}


@pytest.fixture
def kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[Any, Any]]:
    found: dict[Any, Any] = {}
    monkeypatch.setattr(unanswered, "_kept", found)
    with app.test_request_context():
        yield found


def fields(app: Flask, form: Any) -> str:
    return str(app.jinja_env.get_template("components/entry_fields.html").module.details_fields(form))  # type: ignore[attr-defined]


def as_made(app: Flask, form: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same with each question made anew."""
    with monkeypatch.context() as anew:
        anew.setitem(app.jinja_env.globals, "question", lambda macro, _name, field, *how: macro(field, *how))
        app.jinja_env.cache.clear()  # type: ignore[union-attr]
        found = fields(app, form)
    app.jinja_env.cache.clear()  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("given", [{}, ANSWERED])
def test_what_is_kept_is_what_would_be_made(
    app: Flask, kept: dict[Any, Any], monkeypatch: pytest.MonkeyPatch, given: dict[str, Any]
) -> None:
    anew = as_made(app, EntryForm(formdata=None, data=given), monkeypatch)
    assert fields(app, EntryForm(formdata=None, data={}))
    assert kept
    assert fields(app, EntryForm(formdata=None, data=given)) == anew
    assert fields(app, EntryForm(formdata=None, data=given)) == anew


def test_no_answer_is_kept(app: Flask, kept: dict[Any, Any]) -> None:
    fields(app, EntryForm(formdata=None, data=ANSWERED))
    assert {key[3] for key in kept}.isdisjoint(ANSWERED)
    assert kept
    assert not any("checked" in made and 'value="" checked' not in made for made in kept.values())
    before = dict(kept)
    fields(app, EntryForm(formdata=None, data=ANSWERED))
    assert kept == before


def test_what_was_typed_and_refused_is_shown_and_not_kept(app: Flask, kept: dict[Any, Any]) -> None:
    form = EntryForm(formdata=MultiDict({"sitting_minutes": "a while", "walking_minutes": ""}))
    assert not form.validate()
    page = fields(app, form)
    assert 'value="a while"' in page
    assert {key[3] for key in kept}.isdisjoint({"sitting_minutes", "walking_minutes"})


def test_each_language_and_each_form_has_its_own(app: Flask, kept: dict[Any, Any]) -> None:
    english = fields(app, EntryForm(formdata=None, data={}))
    with speaking(made_up.LANGUAGE.translations):
        other = fields(app, EntryForm(formdata=None, data={}))
    assert made_up.OPENED in other
    assert made_up.OPENED not in english
    assert fields(app, EntryForm(formdata=None, data={})) == english
    ask: Any = app.jinja_env.get_template("components/entry_fields.html").module
    assert "Any new warning sign?" in ask.warning_question(MomentForm(formdata=None, data={}).warning_signs)
    assert "Any new warning sign today?" in ask.warning_question(EntryForm(formdata=None, data={}).warning_signs)


def test_so_many_are_kept_and_no_more(app: Flask, kept: dict[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "QUESTIONS_KEPT", 2)
    fields(app, EntryForm(formdata=None, data={}))
    assert len(kept) <= 2


def test_facts_without_answers_are_unanswered(app: Flask, kept: dict[Any, Any]) -> None:
    facts = EntryFacts(kind="daily", for_date=date(2026, 3, 1), leg_pain=4)
    assert fields(app, EntryForm(formdata=None, obj=facts)) == fields(app, EntryForm(formdata=None, data={}))
    assert kept
