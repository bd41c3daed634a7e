"""Evidence and checklist: for everyone, linked from where they are wanted, and marked with a patient's own cautions."""

import uuid

import pytest
from sqlalchemy.orm import Session

from tests.support.pages import Browser
from tests.support.people import Person
from tracker.patients.models import Caution
from tracker.web import clock
from tracker.wording.cautions import CAUTIONS
from tracker.wording.warning_signs import AFTER_NEEDLING


@pytest.mark.parametrize("path", ["/evidence", "/checklist"])
def test_everyone_may_read_it_signed_in_or_not(client: Browser, patient: Browser, path: str) -> None:
    assert client.get(path).status == 200
    assert patient.get(path).status == 200


def test_evidence_begins_with_three_sentences_then_says_what_is_on_the_page(client: Browser) -> None:
    page = client.get("/evidence")
    assert len(page.all(".in-short li")) == 3
    led_to = [link.attrs["href"] for link in page.all(".contents a")]
    assert led_to == [f"#{node.attrs['id']}" for node in page.all(".long-read h2")][2:]
    assert "checked on Tue 1 Dec 2026; the next sources are to be looked at again by Sun 23 May 2027" in page.text


def test_sham_stands_under_acupuncture_on_the_same_line(client: Browser) -> None:
    page = client.get("/evidence")
    assert [node.to_text().split(":")[0].strip() for node in page.all(".arms p")] == ["Acupuncture", "Sham acupuncture"]
    bars = [[float(rect.attrs["width"]) for rect in bar.query("rect")] for bar in page.all(".arm-bar")]
    assert bars == [[100.0, 30.8], [100.0, 14.9]]


def test_links_out_open_nothing_of_ours_and_nothing_is_loaded(client: Browser) -> None:
    page = client.get("/evidence")
    outward = [link for link in page.all("a[href]") if link.attrs["href"].startswith("http")]
    assert len(outward) > 20
    assert {link.attrs["rel"] for link in outward} == {"noopener noreferrer"}
    assert not [node for node in page.all("[src]") if node.attrs["src"].startswith("http")]


def test_the_page_stays_small(client: Browser) -> None:
    assert len(client.get("/evidence").body.encode()) < 60_000


def test_the_checklist_asks_tells_and_says_when_to_get_help(client: Browser) -> None:
    page = client.get("/checklist")
    lists = [page.all(f"section[aria-labelledby={part}] li") for part in ("ask", "tell", "usual", "after")]
    assert [len(items) for items in lists] == [7, len(CAUTIONS) - 1 + 4, 5, len(AFTER_NEEDLING)]
    assert "Courses are often 6 to 12 sessions" in page.text
    assert "stay in for 20 to 45 minutes" in page.text
    for text in AFTER_NEEDLING.values():
        assert text in page.text
    assert "you noted this" not in page.text
    assert [link.attrs["href"] for link in page.all("#after + ul + p a")] == ["/help-now"]


def test_the_checklist_marks_ones_own_cautions_and_nobody_elses(
    patient: Browser, other: Browser, person: Person, db_session: Session
) -> None:
    today = clock.now().date()
    for kind in CAUTIONS:
        db_session.add(
            Caution(
                id=uuid.uuid4(),
                patient_id=person.patient_id,
                kind=kind,
                noted_on=today,
                confirmed_on=today,
                ended_on=today if kind == "epilepsy" else None,
            )
        )
    db_session.commit()
    noted = [" ".join(node.to_text().split()) for node in patient.get("/checklist").all(".noted")]
    assert len(noted) == len(CAUTIONS) - 1, "every caution can be told, and one that is over is not noted any more"
    assert "Blood thinners, aspirin or similar tablets (you noted this)" in noted
    assert "Anything else that you noted here as a caution (you noted this)" in noted
    assert not [words for words in noted if "Epilepsy" in words]
    assert not other.get("/checklist").all(".noted")


@pytest.mark.parametrize("path", ["/", "/sign-in", "/help-now", "/evidence", "/checklist"])
def test_help_and_evidence_can_be_reached_from_pages_for_all(client: Browser, path: str) -> None:
    hrefs = [link.attrs["href"] for link in client.get(path).all("a[href]")]
    assert "/help-now" in hrefs
    assert "/evidence" in hrefs


@pytest.mark.parametrize("rest", ["today", "more", "courses/new", "signs", "sessions/new/acupuncture"])
def test_help_and_evidence_can_be_reached_from_a_record(patient: Browser, rest: str) -> None:
    hrefs = [link.attrs["href"] for link in patient.get(patient.path(rest)).all("a[href]")]
    assert {"/help-now", "/evidence"} <= set(hrefs)


@pytest.mark.parametrize("rest", ["more", "courses/new"])
def test_the_checklist_is_offered_where_sessions_begin(patient: Browser, rest: str) -> None:
    assert "/checklist" in [link.attrs["href"] for link in patient.get(patient.path(rest)).all("a[href]")]
