"""The components as they stand in the gallery: what is chosen, named, tied together and left empty."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.support.pages import Browser, Page
from tracker.domain.body.locations import REGION_RANK
from tracker.web.assets import ICONS, asset_url, icons_in
from tracker.web.joined import SCRIPTS
from tracker.web.navigation import OWN, PRACTISED
from tracker.wording.vocabularies import REGIONS, SESSION_KINDS

STATIC = Path(__file__).resolve().parents[2] / "static"


@pytest.fixture
def gallery(client: Browser) -> Page:
    return client.get("/_components")


def _tiles(page: Page, scale: str) -> list[Any]:
    return page.all(f"{scale} .tile")


def test_a_tap_scale_has_eleven_buttons_that_each_send_their_number(gallery: Page) -> None:
    tiles = _tiles(gallery, "#leg-scale")
    assert [tile.attrs["value"] for tile in tiles] == [str(score) for score in range(11)]
    assert {(tile.attrs["type"], tile.attrs["name"]) for tile in tiles} == {("submit", "score")}
    assert [tile.attrs.get("aria-label") for tile in (tiles[0], tiles[10])] == [
        "0, no pain",
        "10, worst pain imaginable",
    ]
    assert not [tile for tile in tiles[1:10] if "aria-label" in tile.attrs]
    form = gallery.one("#leg-scale")
    assert form.attrs["method"] == "post"


def test_only_a_given_score_is_pressed(gallery: Page) -> None:
    pressed = [tile.attrs["value"] for tile in _tiles(gallery, "#leg-scale") if tile.attrs["aria-pressed"] == "true"]
    assert pressed == ["4"]
    assert {tile.attrs["aria-pressed"] for tile in _tiles(gallery, "#back-scale")} == {"false"}


def test_what_stood_yesterday_is_text_also_when_it_is_nought(gallery: Page) -> None:
    assert gallery.one("#back-aside").to_text().strip() == "yesterday 0"
    assert gallery.one("#back-scale fieldset").attrs["aria-describedby"] == "back-aside"


def test_no_radio_scale_is_chosen_beforehand_and_nought_is_a_score(gallery: Page) -> None:
    def chosen(name: str) -> list[str]:
        return [node.attrs["value"] for node in gallery.all(f"input[name={name}]") if "checked" in node.attrs]

    assert chosen("empty-sleep") == [""]
    assert chosen("filled-sleep") == ["0"]
    assert chosen("refused-sleep") == [], "what cannot be taken is no answer, and not 'Not given' either"


def test_chips_offer_not_given_only_where_that_is_an_answer(gallery: Page) -> None:
    values = [node.attrs["value"] for node in gallery.all("input[name=empty-helped], input[name=empty-insured]")]
    assert values == ["yes", "no", ""]
    assert "" not in [node.attrs["value"] for node in gallery.all("input[name=empty-leg]")]


def test_a_refused_field_keeps_what_was_typed_and_says_what_is_wrong(gallery: Page) -> None:
    minutes = gallery.one("#refused-minutes")
    assert minutes.attrs["value"] == "half an hour"
    assert minutes.attrs["aria-invalid"] == "true"
    assert "refused-minutes-error" in minutes.attrs["aria-describedby"].split()
    assert gallery.error_of("refused-minutes") == "Please check: Please give a whole number from 0 to 999."
    assert gallery.one("#refused-note").to_text(strip=False).removeprefix("\n") == "Kept as it was typed"


def test_the_summary_of_errors_leads_to_each_field(gallery: Page) -> None:
    summary = gallery.one("#errors")
    assert summary.attrs["role"] == "alert"
    led_to = [link.attrs["href"] for link in summary.query("a")]
    assert led_to == [
        f"#refused-{name}" for name in ("user_name", "minutes", "cost", "day", "helped", "leg", "sleep", "worst")
    ]
    for target in led_to:
        assert gallery.one(target).name in {"input", "select", "textarea"}, (
            "the link puts the cursor where it is needed"
        )
    assert "This moment lies in the future." in summary.to_text()


def test_a_password_is_never_written_back(gallery: Page) -> None:
    for node in gallery.all("input[type=password]"):
        assert "value" not in node.attrs


def test_the_body_map_has_a_box_for_every_region_in_reading_order(gallery: Page) -> None:
    boxes = gallery.all("input[name=empty-regions]")
    assert [box.attrs["value"] for box in boxes] == list(REGIONS)
    assert [int(box.attrs["data-rank"]) for box in boxes] == [REGION_RANK[code] for code in REGIONS]
    assert not [box for box in boxes if "checked" in box.attrs]


def test_every_region_is_drawn_on_both_legs_and_hidden_from_readers(gallery: Page) -> None:
    for drawing in gallery.all(".body-views"):
        assert drawing.attrs["aria-hidden"] == "true"
        drawn = {(node.attrs["data-region"], node.attrs.get("data-leg")) for node in drawing.query("[data-region]")}
        legs = {(code, leg) for code in REGIONS for leg in ("left", "right") if code != "low_back"}
        assert drawn == {("low_back", None), *legs}


def test_without_scripts_the_drawing_shows_what_is_saved(gallery: Page) -> None:
    empty, filled = gallery.all(".body-views")
    assert not empty.query(".chosen")
    chosen = {(node.attrs["data-region"], node.attrs.get("data-leg")) for node in filled.query(".chosen")}
    regions = {"buttock", "thigh_back", "calf", "outer_leg"}
    assert chosen == {("low_back", None), *((code, "left") for code in regions)}, "the right leg does not hurt"
    assert {node.attrs["data-region"] for node in filled.query(".farthest")} == {"calf"}


def test_the_patients_left_is_named_from_the_patients_side(gallery: Page) -> None:
    front, back = gallery.all(".body-view")[:2]
    assert front.to_text().split() == ["Front", "your", "right", "your", "left"]
    assert back.to_text().split() == ["Back", "your", "left", "your", "right"]
    # Mirrored shapes lie at the left of the picture: from the front that is the patient's right leg.
    for view, leg in ((front, "right"), (back, "left")):
        mirrored = [g for g in view.query("g[transform]") if g.query("[data-leg]")]
        assert {node.attrs["data-leg"] for g in mirrored for node in g.query("[data-leg]")} == {leg}


def test_course_tracks_say_in_words_what_they_show(gallery: Page) -> None:
    said = [track.attrs["aria-label"] for track in gallery.all(".track-dots")]
    assert said[1:] == [
        "0 of 10 sessions done; review at session 4 to 6",
        "10 of 10 sessions done; review at session 4 to 6",
        "12 of 10 sessions done; review at session 4 to 6",
        "3 of 24 sessions done; review at session 4 to 6",
        "3 sessions done",
        "5 of 10 sessions done; review at session 4 to 6",
    ]
    beyond = gallery.all(".track-dots")[3]
    assert len(beyond.query(".dot")) == 12
    assert len(beyond.query(".extra")) == 2


def test_every_icon_that_pages_use_is_in_the_one_picture(gallery: Page) -> None:
    text = (STATIC / ICONS).read_text(encoding="utf-8")
    drawn = icons_in(text)
    assert len(drawn) == text.count("<symbol ")
    assert set(SESSION_KINDS) | {*OWN, *PRACTISED} <= set(drawn)
    assert [name for name, shapes in drawn.items() if shapes not in gallery.body] == []


def test_every_script_of_ours_is_found_by_the_page_that_asks_for_it(app: Flask, client: Browser) -> None:
    """Joined, none imports another any more but those that are fetched later, which are found beside it."""
    later = []
    for name in SCRIPTS:
        with app.test_request_context():
            address = asset_url(f"js/{name}")
        text = client.client.get(address, buffered=True).get_data(as_text=True)
        assert not re.findall(r"^(?:import|export)", text, re.MULTILINE)
        later += [address.replace(name, found) for found in re.findall(r'import\("\./([a-z-]+\.js)"\)', text)]
    assert len(later) == 2
    while later:
        address = later.pop()
        answer = client.client.get(address, buffered=True)
        assert answer.status_code == 200, address
        found = re.findall(r'from "\./([a-z-]+\.js)"', answer.get_data(as_text=True))
        later += [f"{address.rpartition('/')[0]}/{name}" for name in found]
