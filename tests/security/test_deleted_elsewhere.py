"""What a form changes, or hangs on, was deleted elsewhere meanwhile: what was typed comes back, to be copied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pytest
from flask import Flask

from tests.security.test_two_devices import EDITS, OWNER, PRACTITIONER, Scene, scene
from tests.support.pages import Page
from tests.support.rules import of_pages
from tracker.web.gate import SAFE_METHODS

__all__ = ["scene"]
pytestmark = pytest.mark.database
TYPED: Final = "hours of typing, and “words” <of> my own"


@dataclass(frozen=True)
class Gone:
    """A form with a text, and the button elsewhere that takes away what it is about; who sends and who deletes."""

    page: str
    text: str
    delete: str
    who: str = OWNER
    deletes: str = OWNER
    action: str | None = None
    button: Mapping[str, str] = field(default_factory=dict)


GONE: Final[Mapping[str, Gone]] = {
    "diary.entry": Gone("entries/{entry_id}", "note", "entries/{entry_id}/delete"),
    "diary.life_event": Gone("changes/{change_id}", "note", "changes/{change_id}/delete"),
    "treatment.session": Gone("sessions/{session_id}/edit", "note", "sessions/{session_id}/delete"),
    "treatment.edit_course": Gone("courses/{course_id}", "goal", "courses/{course_id}/delete"),
    "treatment.dose": Gone("medication/{dose_id}", "note", "medication/{dose_id}/delete"),
    "treatment.write_record": Gone(
        "sessions/{session_id}/record/edit", "rationale", "sessions/{session_id}/delete", who=PRACTITIONER
    ),
    "review.review": Gone("reviews/{review_id}", "reason", "reviews/{review_id}/delete"),
    "review.new_review": Gone("courses/{course_id}/review", "reason", "courses/{course_id}/delete"),
    "correspondence.note": Gone("notes/{note_id}", "text", "notes/{note_id}/delete", PRACTITIONER, PRACTITIONER),
    "correspondence.answer": Gone(
        "notes", "answer", "notes/{note_id}/delete", deletes=PRACTITIONER, action="{note_id}/answer"
    ),
    "correspondence.decide": Gone(
        "today",
        "answer",
        "proposals/{proposal_id}/withdraw",
        deletes=PRACTITIONER,
        action="proposals/{proposal_id}/decide",
        button={"decision": "decline"},
    ),
    "correspondence.propose": Gone(
        "courses/{course_id}/propose", "reason", "courses/{course_id}/delete", who=PRACTITIONER
    ),
}


def _page_and_delete(scene: Scene, one: Gone) -> tuple[Page, str]:
    sender, deleter = scene.browsers[one.who][0], scene.browsers[one.deletes][1]
    page = sender.get(scene.address(sender, one.page))
    assert page.status == 200
    gone = deleter.post(scene.address(deleter, one.delete), {}, follow=False)
    assert gone.status in {302, 303}
    return page, scene.address(sender, one.action or one.page).removeprefix(sender.path(""))


@pytest.mark.parametrize("endpoint", GONE)
def test_what_was_typed_comes_back(scene: Scene, endpoint: str) -> None:
    one = GONE[endpoint]
    page, part = _page_and_delete(scene, one)
    answer = scene.browsers[one.who][0].submit(page, part, follow=False, **{one.text: TYPED}, **one.button)
    assert answer.status in {404, 410, 422}, (answer.status, answer.location)
    assert TYPED in answer.all("textarea")[0].to_text() + "".join(node.to_text() for node in answer.all("main"))


def test_every_form_with_a_text_about_a_row_is_tried(app: Flask) -> None:
    """A new route that edits one thing needs its line above, or its reason here."""
    about_rows = {
        rule.endpoint
        for rule in of_pages(app)
        if (rule.methods or set()) - SAFE_METHODS and "GET" in (rule.methods or ()) and rule.arguments - {"patient_id"}
    }
    assert about_rows == set(GONE) - ON_LISTS | set(OTHERWISE)
    assert {name for name, edit in EDITS.items() if "_id}" in edit.page + (edit.action or "")} <= set(GONE)


ON_LISTS = {"correspondence.answer", "correspondence.decide"}
OTHERWISE: Final[Mapping[str, str]] = {
    "treatment.new_session": "its address names a kind",
    "treatment.series": "its address names a kind",
    "treatment.later_ones": "it holds a number of days and a time",
    "diary.tags": "its address names a day",
    "treatment.count_sessions": "it holds ticks alone",
    "papers.letter": "its address names a file",
    "sharing.grant": "it holds choices alone",
    "sharing.open_link": "it holds no text",
    "sharing.take": "it holds a code alone",
}
