"""What was done last time is offered in words, taken by one tap, and never saved unseen."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.pages import Browser, Page
from tests.treatment.conftest import Log
from tests.treatment.recording import FULL, Room
from tests.treatment.test_session_pages import answers
from tracker.domain.treatment.session_detail import DETAIL, REPEATED
from tracker.domain.vocabularies import SELF_CARE_KINDS
from tracker.treatment.models import TreatmentSession
from tracker.web import clock
from tracker.wording.vocabularies import SESSION_KINDS

Ago = Callable[..., dict[str, Any]]
EMPTY = (None, ())


def detail(row: TreatmentSession) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DETAIL if getattr(row, name) not in EMPTY}


def offer(page: Page) -> str:
    return str(page.one("input[name=same]").attrs["value"])


@pytest.mark.parametrize("kind", SESSION_KINDS)
@pytest.mark.parametrize("status", ["attended", "missed"])
def test_a_form_that_is_only_saved_says_nothing_of_the_treatment(log: Log, ago: Ago, kind: str, status: str) -> None:
    log.add(kind, **answers(kind), **ago(days=3))
    log.add(kind, status=status, **ago(hours=1))
    assert detail(log.sessions()[-1]) == {}


@pytest.mark.parametrize("kind", SESSION_KINDS)
def test_one_tap_takes_what_it_says(log: Log, ago: Ago, kind: str) -> None:
    log.add(kind, **answers(kind), **ago(days=3))
    page = log.form(f"sessions/new/{kind}")
    assert "checked" not in page.one("input[name=same]").attrs
    log.browser.submit(page, "sessions/new", same=offer(page), **ago(hours=1))
    first, again = (detail(row) for row in log.sessions())
    assert again == {name: value for name, value in first.items() if name in REPEATED}
    assert again


@pytest.mark.parametrize("kind", SELF_CARE_KINDS)
@pytest.mark.parametrize("path", ["today", "sessions/new"])
def test_one_tap_of_self_care_saves_the_minutes_on_its_button(log: Log, ago: Ago, kind: str, path: str) -> None:
    log.add(kind, **answers(kind), **ago(days=3))
    page = log.form(path)
    button = next(form for form in page.all("form") if form.attrs.get("action", "").endswith(f"self-care/{kind}"))
    log.browser.submit(page, f"self-care/{kind}")
    saved = detail(log.sessions()[-1])
    assert set(saved) == {"minutes"}
    assert f"{saved['minutes']} min" in button.to_text()


def test_the_offer_names_all_that_it_takes(log: Log, ago: Ago) -> None:
    log.add("acupuncture", **answers("acupuncture"), **ago(days=1))
    page = log.form("sessions/new/acupuncture")
    assert (
        "Same as yesterday: 45 min; low back, calf; BL40 left, GV4, BL62 both, ST36; 9 needles, in for 30 min; "
        "stimulation: by hand"
    ) in page.text
    assert page.form("sessions/new").names() > {"same"}


def test_what_is_filled_in_comes_first(log: Log, ago: Ago) -> None:
    log.add("acupuncture", **answers("acupuncture"), **ago(days=3))
    page = log.form("sessions/new/acupuncture")
    log.browser.submit(page, "sessions/new", same=offer(page), points=["BL60"], minutes="50")
    row = log.sessions()[-1]
    assert (row.points, row.minutes, row.needle_count) == ("BL60", 50, 9)


def test_the_tap_is_kept_where_the_form_comes_back(log: Log, ago: Ago) -> None:
    log.add("heat", minutes="25", **ago(days=3))
    page = log.form("sessions/new/heat")
    wrong = log.browser.submit(page, "sessions/new", same=offer(page), clock="25:00")
    assert wrong.status == 422
    assert "checked" in wrong.one("input[name=same]").attrs
    assert log.browser.submit(wrong, "sessions/new", clock="00:00").status == 200
    assert log.sessions()[-1].minutes == 25


@pytest.mark.parametrize("how", ["changed", "deleted", "another kind", "no id", "nothing before the dot", "no session"])
def test_only_what_was_shown_is_taken(log: Log, ago: Ago, how: str) -> None:
    log.add("heat", minutes="25", **ago(days=3))
    page, row = log.form("sessions/new/heat"), log.session()
    token = offer(page)
    if how == "changed":
        log.edit(row.id, minutes="40")
    elif how == "deleted":
        log.browser.post(log.browser.path(f"sessions/{row.id}/delete"))
    elif how == "another kind":
        log.add("ice", minutes="25", **ago(days=2))
        token = offer(log.form("sessions/new/ice"))
    else:
        token = {"no id": "never.mind", "nothing before the dot": ".mind"}.get(
            how
        ) or f"{log.browser.patient_id}.{token[-16:]}"
    before = len(log.sessions())
    answer = log.browser.submit(page, "sessions/new", same=token, note="Warm")
    assert answer.status == 422
    assert "changed or deleted meanwhile" in answer.text
    assert ("note", "Warm") in answer.form("sessions/new").fields()
    assert len(log.sessions()) == before


def test_a_first_form_and_an_appointment_offer_nothing(log: Log, ago: Ago) -> None:
    assert log.form("sessions/new/acupuncture").all("input[name=same]") == []
    log.add("acupuncture", **ago(days=4))
    assert log.form("sessions/new/acupuncture").all("input[name=same]") == [], "nothing is said of that one"
    log.add("acupuncture", **answers("acupuncture"), **ago(days=3))
    assert log.form("sessions/new/acupuncture?status=planned").all("input[name=same]") == []
    log.add("acupuncture", **ago(days=2))
    assert "Same as" in log.form("sessions/new/acupuncture").text, "the latest of which something was said"


def test_the_scores_are_saved_with_the_rest_as_last_time_by_one_button(log: Log, ago: Ago) -> None:
    """The Enter key presses the first button of a form, and that one takes nothing of last time."""
    assert log.form("sessions/new/acupuncture").all("button[name=same]") == []
    log.add("acupuncture", **answers("acupuncture"), **ago(days=3))
    page = log.form("sessions/new/acupuncture")
    plain, taking, *_ = page.form("sessions/new").node.query("button")
    assert "name" not in plain.attrs
    assert (taking.attrs["name"], taking.attrs["value"]) == ("same", offer(page))
    assert log.form("sessions/new/acupuncture?status=planned").all("button[name=same]") == []


@pytest.mark.parametrize("status", ["planned", "missed"])
def test_what_did_not_take_place_is_asked_to_leave_its_detail_out(log: Log, ago: Ago, status: str) -> None:
    typed = answers("acupuncture") | {"status": status} | ago(hours=2)
    page = log.add("acupuncture", **typed)
    assert page.status == 422
    assert "Filled in here: leg pain before," in page.error_of("without")
    assert log.sessions() == []
    assert ("points-more", typed["points-more"]) in page.form("sessions/new").fields(), "nothing typed is lost"
    assert log.browser.submit(page, "sessions/new", without="yes").status == 200
    row = log.session()
    assert (row.status, detail(row), row.practitioner, row.note) == (status, {}, "Li Wen", "Slept well\nafterwards")


def test_an_attended_session_that_was_missed_after_all_lets_go_of_its_detail_when_told_so(log: Log, ago: Ago) -> None:
    log.add("acupuncture", **answers("acupuncture"), **ago(hours=2))
    page = log.edit(log.session().id, status="missed")
    assert page.status == 422
    assert log.session().status == "attended"
    answer = log.browser.submit(page, f"sessions/{log.session().id}/edit", without="yes", follow=False)
    assert (log.session().status, detail(log.session())) == ("missed", {})
    log.undo(answer)
    assert detail(log.session())["points"] == "BL40 left; GV4; BL62 both; ST36"


@pytest.mark.parametrize("status", ["attended", "missed"])
def test_a_tap_on_an_appointment_says_nothing_of_a_treatment(log: Log, room: Room, status: str) -> None:
    log.plan("acupuncture", clock.now() - timedelta(hours=2), practitioner="Li Wen")
    planned = log.session()
    _as_once_saved(room, planned)
    assert log.edit(planned.id, note="By bus").status == 200, "what is stored may stay"
    assert log.session().points == "BL40 left"
    answer = log.browser.post(log.browser.path(f"sessions/{planned.id}/happened"), {"status": status}, follow=False)
    row = log.session()
    assert (row.status, detail(row), row.practitioner, row.note) == (status, {}, "Li Wen", "By bus")
    log.undo(answer)
    assert log.session().points == "BL40 left"


def _as_once_saved(room: Room, row: TreatmentSession) -> None:
    """As earlier versions filled in an appointment."""
    with room.engine.begin() as connection:
        table = TreatmentSession.__table__
        connection.execute(table.update().where(table.c.id == row.id).values(points="BL40 left", minutes=45))  # type: ignore[attr-defined]


def test_after_attended_the_form_offers_last_time_and_shows_what_is_there(log: Log, ago: Ago) -> None:
    log.add("acupuncture", **answers("acupuncture"), **ago(days=3))
    log.plan("acupuncture", clock.now() - timedelta(hours=2))
    row = log.sessions()[-1]
    page = log.browser.post(log.browser.path(f"sessions/{row.id}/happened"), {"status": "attended"})
    assert detail(log.sessions()[-1]) == {}
    log.browser.submit(page, f"sessions/{row.id}/edit", same=offer(page))
    assert log.sessions()[-1].needle_count == 9
    assert log.form(f"sessions/{row.id}/edit").all("input[name=same]") == [], "it has its own by now"


def _shown(node: Any) -> str:
    """The words in which a person reads what an input holds."""
    if node.name == "select":
        return next((o.to_text() for o in node.flat() if o.name == "option" and "selected" in o.attrs), "").strip()
    if node.attrs.get("type") in {"checkbox", "radio"}:
        return str(node.parent.to_text()).strip() if "checked" in node.attrs and node.attrs.get("value") else ""
    if node.name == "textarea":
        return str(node.to_text()).strip()
    return (node.attrs.get("value") or "").strip()


def _closed_around(node: Any, form: Any) -> list[Any]:
    """The parts of the form that are folded around an input."""
    found, parent = [], node.parent
    while parent is not None and parent != form:
        if parent.name == "details" and "open" not in parent.attrs:
            found.append(parent)
        parent = parent.parent
    return found


def unseen(page: Page) -> list[str]:
    """What forms that make something hold in folded parts, and no line above them says."""
    wrong = []
    for form in page.all("form"):
        if not any(node.attrs.get("name") == "id" for node in form.flat()):
            continue
        for node in form.flat():
            if node.name not in {"input", "select", "textarea"} or node.attrs.get("type") == "hidden":
                continue
            words = "" if str(node.attrs.get("name")).endswith("-unit") else _shown(node)
            for part in _closed_around(node, form) if words else ():
                said = next(one for one in part.flat() if one.name == "summary").to_text()
                if words.lower() not in " ".join(said.split()).lower():
                    wrong.append(f"{node.attrs.get('name')}: {words}")
    return wrong


@pytest.mark.parametrize("kind", ["acupuncture", "physiotherapy", "swimming"])
def test_no_page_holds_what_nobody_sees(log: Log, ago: Ago, room: Room, patient: Browser, kind: str) -> None:
    """What a form is filled in with stands open, or is said by the line it is folded under."""
    patient.submit(patient.get(patient.path("episode")), side="left")
    log.course()
    log.add(kind, **answers(kind), **ago(days=3))
    room.write(room.hold(days_ago=2), **FULL)
    pages = [f"sessions/new/{kind}", f"sessions/new/{kind}?status=planned", f"sessions/new/{kind}?day=2026-01-05"]
    pages += ["moments/new", "changes/new", "medication/new", "courses/new", "questions", "sharing/invite"]
    assert [fault for path in pages for fault in unseen(log.form(path))] == []
    practitioner = room.browser()
    session = room.hold(days_ago=0.5)
    for path in ("sessions/record", f"sessions/{session}/record/edit", "notes"):
        assert unseen(practitioner.get(practitioner.path(path))) == []
