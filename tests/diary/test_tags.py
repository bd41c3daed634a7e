"""A day's own tags: given, changed, taken back, found again, in the files, and hidden where notes are."""

from datetime import date

from flask import Flask

from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import as_practitioner, make_practitioner, share

MONDAY = date(2026, 3, 2)


def tag(owner: Browser, day: date, *, follow: bool = True, **typed: object) -> Page:
    page = owner.get(owner.path(f"days/{day}/tags"))
    return owner.submit(page, f"days/{day}/tags", follow=follow, **typed)


def rows(browser: Browser, rest: str) -> list[str]:
    page = browser.get(browser.path(rest))
    return [" ".join(node.to_text().split()) for node in page.all(".day-rows > li")]


def test_tags_are_given_offered_again_changed_and_taken_back(owner: Browser) -> None:
    page = tag(owner, MONDAY, more="garden, Long  drive")
    assert "Saved: tags for Mon 2 Mar: garden, Long drive" in page.text
    page = owner.get(owner.path(f"days/{TODAY}/tags"))
    assert [node.attrs["value"] for node in page.all("#own-tags option")] == ["garden", "Long drive"]
    tag(owner, TODAY, tags=["garden"])
    answer = tag(owner, MONDAY, follow=False, tags=["garden", "Long drive"], more="GARDEN, visit")
    assert rows(owner, "diary?view=list") == ["Tue 3 garden", "Mon 2 garden · Long drive · visit"]
    saved = answer.location.split("saved=")[1].split("&")[0].split("#")[0]
    owner.post(owner.path(f"undo/{saved}"))
    assert rows(owner, "diary?view=list")[1] == "Mon 2 garden · Long drive"
    assert "Deleted: the tags of Tue 3 Mar" in tag(owner, TODAY, tags=[]).text
    assert "the tags of Tue 3 Mar" in owner.get(owner.path("deleted")).text
    assert rows(owner, "diary?view=list") == ["Mon 2 garden · Long drive"]


def test_a_tag_is_a_filter_and_a_word_to_look_for(owner: Browser) -> None:
    tag(owner, MONDAY, more="garden; drive")
    tag(owner, TODAY, more="long drive")
    owner.post(owner.path(f"days/{MONDAY}/leg"), {"score": "3"})
    assert rows(owner, "diary?view=list&tag=DRIVE") == ["Mon 2 Leg 3 3 garden, drive"]
    assert len(rows(owner, "diary?view=list&q=drive&kind=tag")) == 2
    assert rows(owner, "diary?view=list&tag=none") == []
    calendar = owner.get(owner.path("diary"))
    assert "Tue 3 Mar: long drive" in calendar.text
    assert "Own tag" in calendar.text


def test_too_much_is_said_beside_the_field_and_kept(owner: Browser) -> None:
    page = tag(owner, MONDAY, more=", ".join("abcdefghi"))
    assert (page.status, "at most 8 tags" in page.text) == (422, True)
    assert page.one("#more").attrs["value"] == ", ".join("abcdefghi")
    assert tag(owner, MONDAY, more="x" * 41).status == 422
    assert owner.get(owner.path("days/2026-03-04/tags")).status == 404
    assert rows(owner, "diary?view=list") == []


def test_whoever_is_not_shown_notes_is_shown_no_tags(app: Flask, somebody: Person, owner: Browser) -> None:
    tag(owner, MONDAY, more="garden")
    for notes in (False, True):
        practitioner = make_practitioner(app, f"Li {notes}")
        share(app, somebody, practitioner, notes=notes)
        reader = as_practitioner(app, practitioner, somebody)
        for rest in ("diary", "diary?view=list", "diary?view=list&kind=tag"):
            assert ("garden" in reader.get(reader.path(rest)).body) is notes, rest
        assert reader.get(reader.path(f"days/{MONDAY}/tags")).status == 404
