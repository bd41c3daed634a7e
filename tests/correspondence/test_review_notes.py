"""Review notes: written, corrected and deleted by who wrote them, read and answered by the patient."""

import threading
import uuid
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tests.correspondence.conftest import (
    LONG,
    Practice,
    acts,
    end_share,
    stored_notes,
    told_in_log,
    undo,
    write,
)
from tests.support.evening import EVENING
from tests.support.pages import Browser, Page, without_twice
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_practitioner, share
from tracker.domain.limits import NOTE_LENGTH

TEXT = "Keep walking.\nCall me if the foot tingles."


def only_note(app: Flask) -> uuid.UUID:
    (row,) = stored_notes(app)
    return row.id


def correct(writer: Browser, note_id: uuid.UUID, text: str) -> Page:
    page = writer.get(writer.path(f"notes/{note_id}"))
    return writer.submit(page, f"/notes/{note_id}", text=text)


def test_nothing_is_written_yet(owner: Browser, li: Practice) -> None:
    assert "No notes yet" in owner.get(owner.path("notes")).text
    page = li.browser.get(li.browser.path("notes"))
    assert page.heading == "Notes to Rosa"
    assert "No notes yet" in page.text
    assert "Correct or delete" not in page.text


def test_a_note_reaches_the_patient_and_is_marked_as_read(
    owner: Browser, li: Practice, evening: time_machine.Traveller
) -> None:
    page = write(li.browser, TEXT)
    assert "Saved: your note" in page.text
    assert "Not read yet" in page.text
    today = owner.get(owner.path("today"))
    assert "A note from Li Wen" in today.text
    assert "Call me if the foot tingles." in today.text
    evening.move_to(EVENING + timedelta(minutes=20))
    today = owner.submit(today, "/read")
    assert today.heading == "Tuesday 3 March"
    assert "A note from Li Wen" not in today.text
    assert "Read Tue 3 Mar, 19:50" in li.browser.get(li.browser.path("notes")).text
    today = undo(owner, today)
    assert "A note from Li Wen" in owner.get(owner.path("today")).text


def test_on_the_notes_page_marking_stays_there(owner: Browser, li: Practice) -> None:
    write(li.browser, TEXT)
    page = owner.submit(owner.get(owner.path("notes")), "/read")
    assert page.heading == "Notes from your practitioner"
    assert "Read Tue 3 Mar, 19:30" in page.text
    assert not [form for form in page.all("form") if form.attrs["action"].endswith("/read")]


def test_marking_twice_keeps_the_first_time(
    app: Flask, owner: Browser, li: Practice, evening: time_machine.Traveller
) -> None:
    write(li.browser, TEXT)
    note_id = only_note(app)
    owner.submit(owner.get(owner.path("notes")), "/read")
    first = stored_notes(app)[0].read_at
    evening.move_to(EVENING + timedelta(minutes=20))
    assert owner.post(owner.path(f"notes/{note_id}/read"), {"from": "today"}).heading == "Tuesday 3 March"
    assert stored_notes(app)[0].read_at == first


def test_an_answer_marks_as_read_and_reaches_who_wrote(app: Flask, owner: Browser, li: Practice) -> None:
    write(li.browser, TEXT)
    page = owner.submit(owner.get(owner.path("notes")), "/answer", answer="I will.\nThank you.")
    assert "Saved: your answer to Li Wen" in page.text
    assert stored_notes(app)[0].read_at is not None
    seen = li.browser.get(li.browser.path("notes")).text
    assert "Answer of Rosa, Tue 3 Mar, 19:30 I will. Thank you." in seen
    page = owner.submit(owner.get(owner.path("notes")), "/answer", answer="I did.")
    assert "I did." in li.browser.get(li.browser.path("notes")).text
    undo(owner, page)
    assert "I will. Thank you." in li.browser.get(li.browser.path("notes")).text


def test_an_answer_can_be_taken_back(app: Flask, owner: Browser, li: Practice) -> None:
    write(li.browser, TEXT)
    owner.submit(owner.get(owner.path("notes")), "/answer", answer="I will.")
    owner.submit(owner.get(owner.path("notes")), "/answer", answer=" ")
    (row,) = stored_notes(app)
    assert (row.answer, row.answered_at) == (None, None)
    assert row.read_at is not None


def test_an_answer_of_nothing_is_refused_and_one_too_long_is_kept_on_the_page(
    app: Flask, owner: Browser, li: Practice
) -> None:
    write(li.browser, TEXT)
    page = owner.submit(owner.get(owner.path("notes")), "/answer", answer=" ")
    assert page.status == 422
    assert "Please write your answer." in page.error_of("answer")
    long = "x" * (NOTE_LENGTH + 1)
    page = owner.submit(page, "/answer", answer=long)
    assert page.status == 422
    assert "it has 4,001" in page.error_of("answer")
    assert dict(page.form("/answer").fields())["answer"] == long
    assert stored_notes(app)[0].answer is None


def test_the_same_answer_twice_is_one_change(app: Flask, owner: Browser, li: Practice) -> None:
    write(li.browser, TEXT)
    note_id = only_note(app)
    first = owner.post(owner.path(f"notes/{note_id}/answer"), {"answer": "I will."}, follow=False)
    again = owner.post(owner.path(f"notes/{note_id}/answer"), {"answer": "I will."}, follow=False)
    assert "saved=" in first.location
    assert again.status == 303
    assert "saved=" not in again.location


def test_a_correction_says_its_day_and_asks_to_be_read_again(
    app: Flask, owner: Browser, li: Practice, rosa: Person, evening: time_machine.Traveller
) -> None:
    write(li.browser, TEXT)
    owner.submit(owner.get(owner.path("today")), "/read")
    evening.move_to(EVENING + timedelta(days=1))
    owner, writer = sign_in(app, rosa), as_practitioner(app, li.person, rosa)
    page = correct(writer, only_note(app), "Keep swimming.")
    assert "Not read yet" in page.text
    today = owner.get(owner.path("today")).text
    assert "Keep swimming." in today
    assert "Corrected Wed 4 Mar" in today
    assert "Tue 3 Mar, 19:30, corrected Wed 4 Mar" in owner.get(owner.path("notes")).text
    page = undo(writer, page)
    assert "Read Tue 3 Mar, 19:30" in writer.get(writer.path("notes")).text
    assert "Keep walking." in owner.get(owner.path("notes")).text


def test_the_same_text_is_no_correction(app: Flask, owner: Browser, li: Practice) -> None:
    write(li.browser, TEXT)
    owner.submit(owner.get(owner.path("today")), "/read")
    correct(li.browser, only_note(app), TEXT)
    (row,) = stored_notes(app)
    assert row.corrected_at is None
    assert row.read_at is not None


def test_a_correction_to_nothing_is_refused(app: Flask, li: Practice) -> None:
    write(li.browser, TEXT)
    page = correct(li.browser, only_note(app), " ")
    assert page.status == 422
    assert page.error_of("text").endswith("Please write the note, or delete it.")


def test_a_note_is_deleted_and_comes_back(app: Flask, owner: Browser, li: Practice) -> None:
    write(li.browser, TEXT)
    note_id = only_note(app)
    page = li.browser.submit(li.browser.get(li.browser.path(f"notes/{note_id}")), "/delete")
    assert "Deleted: your note" in page.text
    assert "Keep walking." not in owner.get(owner.path("notes")).text
    assert "A note from" not in owner.get(owner.path("today")).text
    assert "your note" not in owner.get(owner.path("deleted")).text
    assert li.browser.get(li.browser.path(f"notes/{note_id}")).status == 404
    assert owner.post(owner.path(f"notes/{note_id}/answer"), {"answer": "Hm"}).status == 404
    undo(li.browser, page)
    assert "Keep walking." in owner.get(owner.path("notes")).text


@pytest.mark.parametrize(
    ("text", "message"),
    [("  \n ", "Please write the note."), ("x" * (NOTE_LENGTH + 1), "it has 4,001"), ("a\x00b", "hidden character")],
)
def test_a_note_that_cannot_be_saved_keeps_what_was_typed(app: Flask, li: Practice, text: str, message: str) -> None:
    page = write(li.browser, text)
    assert page.status == 422
    assert message in page.error_of("text")
    assert dict(page.form("/notes").fields())["text"].strip() == text.replace("\x00", "").strip()
    assert stored_notes(app) == []


def test_the_longest_note_is_cut_on_today_alone(owner: Browser, li: Practice, evening: time_machine.Traveller) -> None:
    write(li.browser, "x" * NOTE_LENGTH)
    assert owner.get(owner.path("today")).one(".said").to_text().strip() == "x" * 300 + " …"
    evening.shift(timedelta(minutes=1))
    write(li.browser, LONG)
    today = owner.get(owner.path("today"))
    assert "1 more note not read yet" in today.text
    (said,) = [node.to_text().strip() for node in today.all(".said")]
    assert said.endswith("…")
    assert len(said) <= 302
    assert LONG.startswith(said.removesuffix(" …"))
    page = owner.get(owner.path("notes"))
    assert "x" * NOTE_LENGTH in page.body


def test_the_same_form_makes_one_note(app: Flask, li: Practice) -> None:
    page = li.browser.get(li.browser.path("notes"))
    for _ in range(2):
        assert "Saved: your note" in li.browser.submit(page, "/notes", text=TEXT).text
    refused = li.browser.submit(page, "/notes", text="Something else")
    assert refused.status == 422
    assert "saved before, with other answers" in refused.text
    assert len(stored_notes(app)) == 1


def test_the_same_form_twice_at_once_makes_one_note(app: Flask, rosa: Person, li: Practice) -> None:
    fields = dict(li.browser.get(li.browser.path("notes")).form("/notes").fields())
    data = {"id": fields["id"], "text": TEXT}
    browsers = [sign_in(app, li.person) for _ in range(3)]
    tokens = [browser.token() for browser in browsers]
    start, seen = threading.Barrier(3), []

    def send(browser: Browser, token: str) -> None:
        start.wait(30)
        answer = browser.client.post(f"/patients/{rosa.patient_id}/notes", data=data | {"csrf_token": token})
        seen.append((answer.status_code, without_twice(answer.headers["Location"])))

    threads = [threading.Thread(target=send, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(seen) == 3
    assert len(set(seen)) == 1
    assert seen[0][0] == 303
    assert len(stored_notes(app)) == 1
    assert acts(app, rosa) == ["note_written"]


def test_two_practitioners_never_see_each_others_notes(app: Flask, owner: Browser, li: Practice, ana: Practice) -> None:
    write(li.browser, "From Li")
    note_id = only_note(app)
    write(ana.browser, "From Ana")
    assert "From Li" not in ana.browser.get(ana.browser.path("notes")).text
    assert "From Ana" not in li.browser.get(li.browser.path("notes")).text
    both = owner.get(owner.path("notes")).text
    assert "From Li" in both
    assert "From Ana" in both
    path = ana.browser.path(f"notes/{note_id}")
    assert ana.browser.get(path).status == 404
    assert ana.browser.post(path, {"text": "Mine now"}).status == 404
    assert ana.browser.post(f"{path}/delete").status == 404
    stolen = ana.browser.post(ana.browser.path("notes"), {"id": str(note_id), "text": "From Li"})
    assert stolen.status == 422
    assert [row.text for row in stored_notes(app) if row.id == note_id] == ["From Li"]


def test_nobody_takes_back_what_another_did(app: Flask, owner: Browser, li: Practice, ana: Practice) -> None:
    page = write(li.browser, TEXT)
    address = page.form("/undo/").action
    assert owner.post(address).status == 422
    assert ana.browser.post(address).status == 422
    answered = owner.submit(owner.get(owner.path("notes")), "/answer", answer="I will.")
    assert li.browser.post(answered.form("/undo/").action).status == 422
    (row,) = stored_notes(app)
    assert (row.answer, row.deleted_at) == ("I will.", None)


def test_the_patient_writes_no_notes_and_a_practitioner_answers_none(app: Flask, owner: Browser, li: Practice) -> None:
    write(li.browser, TEXT)
    path = owner.path(f"notes/{only_note(app)}")
    assert owner.post(owner.path("notes"), {"id": str(uuid.uuid4()), "text": "Me"}).status == 404
    assert owner.get(path).status == 404
    assert owner.post(path, {"text": "Me"}).status == 404
    assert owner.post(f"{path}/delete").status == 404
    assert li.browser.post(f"{path}/read").status == 404
    assert li.browser.post(f"{path}/answer", {"answer": "Me"}).status == 404
    assert [row.text for row in stored_notes(app)] == [TEXT]


def test_an_ended_share_ends_writing_and_the_patient_keeps_the_notes(
    app: Flask, owner: Browser, li: Practice, rosa: Person
) -> None:
    open_page = write(li.browser, TEXT)
    path = li.browser.path(f"notes/{only_note(app)}")
    end_share(app, li.grant_id)
    for method in (li.browser.get, li.browser.post):
        assert method(li.browser.path("notes")).status == 410
        assert method(path).status == 410
    assert li.browser.post(f"{path}/delete").status == 410
    assert li.browser.submit(open_page, "/undo/").status == 410
    assert li.browser.submit(open_page, "/notes", text="After the end").status == 410
    assert "Keep walking." in owner.get(owner.path("notes")).text
    owner.submit(owner.get(owner.path("notes")), "/answer", answer="Bye.")
    share(app, rosa, li.person)
    assert "Bye." in li.browser.get(li.browser.path("notes")).text


def test_a_note_of_another_record_is_not_there(app: Flask, owner: Browser, li: Practice) -> None:
    write(li.browser, TEXT)
    note_id = only_note(app)
    omar = make_person(app, "Omar")
    share(app, omar, li.person)
    theirs = sign_in(app, omar)
    li.browser.patient_id = omar.patient_id
    assert li.browser.get(li.browser.path(f"notes/{note_id}")).status == 404
    assert "No notes yet" in li.browser.get(li.browser.path("notes")).text
    assert theirs.post(theirs.path(f"notes/{note_id}/read")).status == 404
    assert theirs.post(theirs.path(f"notes/{note_id}/answer"), {"answer": "Mine"}).status == 404
    assert owner.get(owner.path("notes")).text.count("Not read yet") == 1


def test_each_act_of_a_practitioner_is_one_event_without_its_words(
    app: Flask, owner: Browser, li: Practice, rosa: Person
) -> None:
    write(li.browser, "Zebrafish")
    note_id = only_note(app)
    assert acts(app, rosa) == ["note_written"]
    owner.submit(owner.get(owner.path("notes")), "/answer", answer="Hummingbird")
    assert acts(app, rosa) == ["note_written"]
    page = correct(li.browser, note_id, "Zebra finch")
    assert acts(app, rosa) == ["note_written", "note_corrected"]
    undo(li.browser, page)
    page = li.browser.submit(li.browser.get(li.browser.path(f"notes/{note_id}")), "/delete")
    undo(li.browser, page)
    assert acts(app, rosa)[2:] == ["note_corrected", "note_deleted", "note_written"]
    log = told_in_log(app, rosa)
    assert "Zebra" not in log
    assert "Hummingbird" not in log
    assert "your note" not in log


def test_many_notes_come_in_pages_of_one_query_each(app: Flask, owner: Browser, li: Practice) -> None:
    for number in range(22):
        li.browser.post(li.browser.path("notes"), {"id": str(uuid.uuid4()), "text": f"Note {number}."}, follow=False)
    page = owner.get(owner.path("notes"))
    assert len(page.all(".letter")) == 20
    assert len(owner.get(owner.path("notes?page=2")).all(".letter")) == 2
    assert "21 more notes not read yet" in owner.get(owner.path("today")).text
