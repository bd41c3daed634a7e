"""A person who brings a file along."""

from collections.abc import Mapping
from pathlib import Path

from tests.support.pages import Browser, Page

SAMPLES = Path(__file__).parents[1] / "importers" / "samples"
MARK = "between-the-parts"
BEARABLE = SAMPLES / "bearable" / "seven-columns.csv"


def upload(browser: Browser, file: Path | bytes, name: str = "my diary.csv", *, follow: bool = True) -> Page:
    """Choose a file on the page, and send it."""
    content = file if isinstance(file, bytes) else file.read_bytes()
    head = f"--{MARK}\r\nContent-Disposition: form-data; name="
    token = f'{head}"csrf_token"\r\n\r\n{browser.token()}\r\n'
    sent = f'{token}{head}"file"; filename="{name}"\r\n\r\n'.encode() + content + f"\r\n--{MARK}--\r\n".encode()
    kind = f"multipart/form-data; boundary={MARK}"
    return browser.arrive(browser.client.post(browser.path("imports"), data=sent, content_type=kind), follow=follow)


def look(browser: Browser) -> Page:
    """The page of the file that waits."""
    return browser.get(browser.path("imports/file"))


def say(browser: Browser, page: Page, answers: Mapping[str, str], act: str = "look", *, follow: bool = True) -> Page:
    """Answer by the words of questions: `answers` are by a part of the question's legend."""
    form = page.form("imports/file")
    pairs = dict(form.fields())
    for words, answer in answers.items():
        pairs[field_of(page, words)] = answer
    return browser.post(browser.path("imports/file"), {**pairs, "act": act}, follow=follow)


def field_of(page: Page, words: str) -> str:
    """The name of the field whose question holds these words."""
    sets = [one for one in page.all("fieldset") if words in " ".join(one.query("legend")[0].to_text().split())]
    assert len(sets) == 1, (words, [one.query("legend")[0].to_text() for one in page.all("fieldset")])
    return str(sets[0].query("input")[0].attrs["name"])


def bring(browser: Browser, page: Page, *, follow: bool = True, **more: str) -> Page:
    """The yes."""
    return browser.post(
        browser.path("imports/file"),
        {**dict(page.form("imports/file").fields()), "act": "bring", **more},
        follow=follow,
    )
