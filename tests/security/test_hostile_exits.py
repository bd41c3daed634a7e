"""The hostile corpus, planted into every stored text, out of every exit: pages, figures, drawings, files, the log."""

import logging
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from tests.support import hostile
from tests.support.besieged import HOLDER, OWNER, PRACTITIONER, Besieged
from tests.support.pages import Page
from tests.support.planted import EVERY_FILE, cells, figures, markup_in, plant_texts, strings, unzipped

pytestmark = pytest.mark.long

SINGLE = hostile.as_line
# A guard before these keeps a cell from being a formula.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
EVERY = list(hostile.TEXTS.values())


def inspect(page: Page, url: str, client: FlaskClient) -> str:
    """The words of a page, once it is seen that no text has become anything else."""
    assert page.status < 500, url
    if not page.is_html:
        return ""
    assert not hostile.foreign_markup(page.nodes), (url, hostile.foreign_markup(page.nodes))
    for figure in figures(page, url, client):
        bad = [text for text in strings(figure) if markup_in(text)]
        assert not bad, (url, bad[:3])
    held = [value or "" for node in page.nodes for value in node.attrs.values()]
    return SINGLE(" ".join([*(node.to_text(strip=False) for node in page.all("body")), *held]))


def look_everywhere(besieged: Besieged, role: str, *, only: tuple[str, ...] = ()) -> str:
    client = besieged.client(role)
    urls = [url for url in besieged.pages(role) if not only or url.partition("?")[0].endswith(only)]
    return " ".join(inspect(Page(client.get(url, follow_redirects=True)), url, client) for url in urls)


def archive_of(besieged: Besieged, role: str) -> dict[str, bytes]:
    """The CSV files of everything as one archive, by their names in it."""
    whole = besieged.client(role).get(f"/patients/{besieged.rosa.patient_id}/exports/all.zip").get_data()
    return {name: data for name, data in unzipped(whole).items() if name.endswith(".csv")}


# Where most of a record's words are.
WORDY = ("/diary", "/sessions", "/progress", "/brief", "/notes", "/questions", "/course", "/cautions", "/function")


@pytest.mark.parametrize(
    ("address", "is_foreign"),
    [
        ("/around?from=%3Cscript%3E__xss", False),
        ("?from=__xss", False),
        ("https://example.org/guideline", False),
        ("/around?from=<script>__xss", True),
        ("/__xss", True),
        ("//e.invalid/?__xss", True),
        ("/\\e.invalid/?__xss", True),
        ("https://e.invalid/?__xss", True),
        (" JavaScript:alert(1)", True),
    ],
)
def test_an_address_made_out_of_a_text_is_seen(address: str, *, is_foreign: bool) -> None:
    link = SimpleNamespace(name="a", attrs={"href": address})
    assert bool(hostile.foreign_markup([link])) is is_foreign


def test_text_stays_text_on_the_pages(besieged: Besieged) -> None:
    planted = plant_texts(besieged, EVERY)
    assert len(planted) > 40
    seen = look_everywhere(besieged, OWNER, only=WORDY)
    shown = [text for text in planted if SINGLE(text) in seen]
    assert len(shown) > len(planted) / 2


@pytest.mark.long
@pytest.mark.parametrize("turn", range(0, len(EVERY), 12))
@pytest.mark.siege
def test_text_stays_text_on_every_page_for_everybody(besieged: Besieged, turn: int) -> None:
    planted = plant_texts(besieged, EVERY[turn:] + EVERY[:turn])
    seen = " ".join(look_everywhere(besieged, role) for role in besieged.roles)
    # Answers to warning signs of over two weeks ago are on no page any more, but in the files.
    archived = {SINGLE(cell.removeprefix("'")) for data in archive_of(besieged, OWNER).values() for cell in cells(data)}
    missing = [text for text in planted if SINGLE(text) not in seen and SINGLE(text) not in archived]
    assert not missing, "what is recorded can be seen somewhere"


@pytest.mark.parametrize("role", [OWNER, PRACTITIONER])
def test_files_hold_the_texts_and_no_formula(besieged: Besieged, role: str) -> None:
    plant_texts(besieged, EVERY)
    client, record = besieged.client(role), f"/patients/{besieged.rosa.patient_id}"
    files = {f"{name}.csv": client.get(f"{record}/exports/{name}.csv").get_data() for name in EVERY_FILE}
    archive = unzipped(client.get(f"{record}/exports/all.zip").get_data())
    assert len(archive) > len(files)
    files |= {f"zip/{name}": data for name, data in archive.items() if name.endswith(".csv")}
    held = set()
    for name, data in files.items():
        for cell in cells(data):
            held.add(SINGLE(cell.removeprefix("'")))
            number = cell.lstrip("-").replace(".", "", 1).isdigit()
            assert number or not cell.startswith(STARTS), (name, cell)
    assert sum(SINGLE(text) in held for text in EVERY) > 20
    assert not [name for name in archive if "/" in name.strip("/") or ".." in name]


def test_no_text_reaches_the_log(besieged: Besieged, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    plant_texts(besieged, list(hostile.MARKUP.values()))
    for role in (OWNER, PRACTITIONER, HOLDER):
        client = besieged.client(role)
        for url in besieged.pages(role)[::7]:
            client.get(url, follow_redirects=True)
    assert "xss" not in caplog.text
