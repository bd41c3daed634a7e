"""The hostile corpus through every field of every form: kept as typed and shown as text, or refused beside it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from tests.support import hostile
from tests.support.besieged import Besieged
from tests.support.forms_found import FoundForm
from tests.support.pages import Page
from tests.support.people import PASSWORD
from tests.support.sharing import today
from tracker.storage.base import Base
from tracker.web.extensions import db

pytestmark = pytest.mark.long

# What a form needs before it is taken, where it is not filled in already: everything else is the text under test.
TODAY = str(today())
NEEDED: Mapping[str, Mapping[str, Any]] = {
    "accounts.sign_up": {"new_password": PASSWORD},
    "patients.cautions": {"kinds": ["blood_thinner", "numb_area"]},
    "diary.new_life_event": {"kind": "fall_or_strain"},
    "diary.new_moment": {"leg_pain": "4"},
    "treatment.new_dose": {"amount": "400", "unit": "mg"},
    "treatment.new_course": {"kind": "physiotherapy", "planned_sessions": "8", "phase": "initial"},
    "practitioners.profile": {"kind": "acupuncturist"},
    "sharing.new_link": {"days": "30"},
    "calendars.new_calendar": {"alarm": "none"},
    "webhooks.new": {"event_types": ["entry.saved"], "address": "https://home.example.org/hooks"},
    "tokens.new_program": {"scope": "read"},
    "sharing.new_health_link": {"days": "30", "holds": "both"},
    "correspondence.propose": {"planned_sessions": "14"},
    "review.new_review": {"decision": "continue_as_planned"},
    "treatment.record_new": {"kind": "acupuncture"},
    "treatment.edit_course": {"planned_sessions": "17"},
    "treatment.write_record": {
        f"adverse_events-{row}-{name}": value
        for row, item in enumerate(("bruise", "tired"))
        for name, value in (("item", item), ("severity", "mild"), ("related", "possibly"))
    },
}
# Text that has a form of its own, and is refused where it has not: it is never stored as typed.
OF_A_FORM = {
    "user_name",
    "email",
    "code",
    "address",
    "app_code",
    "recovery_code",
    "amount",
    "visits_allowed",
    "points-more",
    "more",
}
GOOD = 303
INTO_A_FILE = {"papers.letter"}  # what is typed comes back as a PDF, and is stored nowhere
ANSWERED = {"guide.ask"}  # what is typed is looked up, stands in its field again, and is stored nowhere
REFUSES_BY_REDIRECT = {"accounts.add_passkey"}  # back to a page of many forms; the label is proposed again


def text_fields(form: FoundForm) -> list[str]:
    numbers = {name for name, value in form.pairs if value and value.replace(".", "").isdigit()}
    return [name for name in form.free if name not in OF_A_FORM | numbers and not _is_number(name)]


def _is_number(name: str) -> bool:
    """Fields that take figures are plain text fields too, so that every keyboard and every comma works."""
    return any(part in NUMBERS for part in name.replace("_", "-").split("-"))


NUMBERS = {
    "minutes", "cost", "gauge", "length", "hz", "count", "distance", "years", "sessions", "week", "hold", "sets",
    "repetitions", "lasted", "m", "mm", "relief", "day", "clock", "since", "until", "days", "amount", "allowed",
}  # fmt: skip


def rotations(form: FoundForm, texts: Sequence[str], *, turns: int) -> Iterator[dict[str, str]]:
    """Each field with another text each time, so that in as many turns as texts each field has had each."""
    fields = text_fields(form)
    for turn in range(turns):
        yield {name: texts[(turn + 7 * place) % len(texts)] for place, name in enumerate(fields)}


def stored(besieged: Besieged) -> set[str]:
    """Every text there is in the database."""
    with besieged.app.app_context():
        return {
            text
            for table in Base.metadata.sorted_tables
            for row in db.session.execute(select(table))
            for text in _strings(tuple(row))
        }


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.items()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def send(besieged: Besieged, form: FoundForm, typed: Mapping[str, str]) -> Page:
    data = form.filled(**{**NEEDED.get(form.endpoint, {}), **typed})
    data.pop("id", None)
    if "id" in form.kinds:
        data["id"] = [dict(form.pairs).get("id", "")]
    return Page(besieged.sender(form.role).post(form.url, data))


def texts_of(page: Page) -> set[str]:
    """Everything a page shows or holds in its fields, as a person would read it."""
    found = {" ".join(node.to_text(strip=False).split()) for node in page.nodes if node.name in SHOWN}
    found |= {" ".join(value.split()) for node in page.nodes for value in node.attrs.values() if value}
    return found


SHOWN = {"p", "dd", "td", "th", "li", "h1", "h2", "h3", "span", "a", "strong", "textarea", "option", "blockquote",
         "label", "div", "summary", "time", "b", "legend", "q", "title", "text", "small", "em", "dt"}  # fmt: skip


def forms_with_text(besieged: Besieged) -> list[FoundForm]:
    return [form for form in besieged.forms if form.method == "POST" and text_fields(form)]


def check_turn(besieged: Besieged, form: FoundForm, typed: Mapping[str, str]) -> bool:
    """Whether it was kept, which then is as typed; else a message stands beside a field and the text is still there."""
    besieged.restore()
    page = send(besieged, form, typed)
    assert page.status in {200, GOOD, 422, 429}, (form.endpoint, page.status, typed)
    if form.endpoint in INTO_A_FILE and page.status == 200:
        assert page.response.get_data()[:5] == b"%PDF-", (form.endpoint, typed)
        return False
    if form.endpoint in ANSWERED and page.status == 200:
        assert not hostile.foreign_markup(page.nodes), (form.endpoint, typed)
        return False
    if page.status in {200, GOOD} and form.endpoint not in REFUSES_BY_REDIRECT:
        # Exercises stand in one cell, a semicolon or backslash of a name behind a backslash.
        cells = stored(besieged)
        cells |= {text.replace("\\;", ";").replace("\\\\", "\\") for text in cells}
        kept = {" ".join(text.split()) for text in cells}
        for name, text in typed.items():
            shown = hostile.as_line(text)
            assert any(shown in one for one in kept), (form.endpoint, name, text)
        return True
    if page.is_html and page.status in {422, 429}:
        page.inspect()
        assert not hostile.foreign_markup(page.nodes), (form.endpoint, typed)
        held = {hostile.as_line(value) for value in texts_of(page)}
        for name, text in typed.items():
            assert any(hostile.as_line(text) in one for one in held), (form.endpoint, name, text)
    return False


TAKES_TEXT = {
    "calendars.new_calendar", "webhooks.new", "tokens.new_program",
    "correspondence.answer", "correspondence.note", "correspondence.notes", "correspondence.propose",
    "correspondence.questions", "diary.entry", "diary.life_event", "diary.new_life_event", "diary.new_moment",
    "patients.activities", "patients.cautions", "patients.episode", "practitioners.profile",
    "review.new_review", "review.review", "sharing.new_health_link", "sharing.new_link",
    "treatment.dose", "treatment.edit_course",
    "treatment.new_course", "treatment.new_dose", "treatment.new_session", "treatment.session",
    "treatment.write_record",
}  # fmt: skip


def test_every_text_is_kept_as_typed_or_refused(besieged: Besieged) -> None:
    texts, kept = [hostile.TEXTS[name] for name in hostile.FEW if name in hostile.TEXTS], set()
    for form in forms_with_text(besieged):
        for typed in rotations(form, texts, turns=1):
            if check_turn(besieged, form, typed):
                kept.add(form.endpoint)
    assert kept >= TAKES_TEXT


@pytest.mark.parametrize("turn", range(0, len(hostile.TEXTS), 8))
@pytest.mark.siege
def test_the_whole_corpus_in_every_field(besieged: Besieged, turn: int) -> None:
    texts = list(hostile.TEXTS.values())
    texts = texts[turn:] + texts[:turn]
    for form in forms_with_text(besieged):
        for typed in rotations(form, texts, turns=8):
            check_turn(besieged, form, typed)
