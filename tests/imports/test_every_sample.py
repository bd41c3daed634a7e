"""Every sample of every app through the pages: all questions answered, all of it brought in, and taken back."""

from pathlib import Path

import pytest

from tests.imports.support import SAMPLES, bring, upload
from tests.imports.test_pages import live
from tests.support.pages import Browser, Page
from tracker.imports.services.comparing import MODELS

FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
# What its owner has to export otherwise; the sentence on the page says how.
CANNOT = {"medikeep/symptoms.csv", "secuso-pain-diary/encrypted.backup"}


def answered(browser: Browser, page: Page) -> Page:
    """All that is asked answered by the second choice, until nothing more is asked."""
    for _round in range(4):
        fields = dict(page.form("imports/file").fields())
        for question in page.all("fieldset"):
            choices = question.query("input")
            fields[choices[0].attrs["name"]] = choices[1].attrs["value"]
        page = browser.post(browser.path("imports/file"), {**fields, "act": "look"})
    return page


@pytest.mark.wide
@pytest.mark.parametrize("file", FILES, ids=[str(path.relative_to(SAMPLES)) for path in FILES])
def test_it_comes_in_and_goes_again(rosa: Browser, file: Path) -> None:
    page = upload(rosa, file, file.name)
    if str(file.relative_to(SAMPLES)) in CANNOT:
        assert page.heading == "This file cannot be read"
        return
    page = answered(rosa, page)
    if "nothing of it has a place here" in page.text:
        assert bring(rosa, page, leave="yes").status == 422
        return
    page = bring(rosa, page, leave="yes")
    assert "Brought in from" in page.text
    assert sum(live(rosa, *MODELS.values()))
    rosa.submit(page, "/undo")
    assert not sum(live(rosa, *MODELS.values()))
