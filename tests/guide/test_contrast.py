"""Everything that can be read or pressed stands out enough, in light and in dark, for every pair that meets on a page.

Contrast is worked out from the tokens by the formula of WCAG 2.2 (relative luminance).
"""

import re
from pathlib import Path

import pytest

from tracker.wording.vocabularies import SESSION_KINDS

STATIC = Path(__file__).resolve().parents[2] / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
BOTH = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
SAME_AS = re.compile(r"--([a-z0-9-]+):\s*var\(--([a-z0-9-]+)\)")
TEXT, SHAPE = 4.5, 3.0
HUES = ("leg", "back", "neutral")

ON_PAPER_AND_CARD = ("ink", "ink-soft", "act", "act-strong", "leg", "back", "caution", "fault", "warn", "neutral")
TEXT_PAIRS = [
    *((name, ground) for name in ON_PAPER_AND_CARD for ground in ("paper", "card")),
    *((name, "sunk") for name in ("ink", "ink-soft", "act")),
    *((name, "act-wash") for name in ("ink", "ink-soft", "act", "act-strong")),
    *((name, f"{name}-wash") for name in ("leg", "back", "neutral", "caution", "fault", "warn")),
    *(("ink", f"{name}-wash") for name in ("leg", "back", "neutral", "caution", "fault", "warn")),
    *((f"{name}-ink", name) for name in ("act", *HUES, "warn")),
    ("act-ink", "act-strong"),
    ("paper", "ink"),
    *(("ink", f"{hue}-{step}") for hue in HUES for step in range(11)),
    *((f"kind-{kind}", "card") for kind in SESSION_KINDS),
    *(("ink", ground) for ground in ("body", "body-region")),
]
SHAPE_PAIRS = [
    *(("edge", ground) for ground in ("paper", "card", "sunk", "act-wash")),
    *((f"{hue}-edge", ground) for hue in HUES for ground in ("paper", "card", f"{hue}-1")),
    *((name, ground) for name in ("leg", "back", "act") for ground in ("paper", "card", "act-wash")),
    *((hue, f"{hue}-{step}") for hue in HUES for step in range(11)),
    *((f"{name}-line", ground) for name in ("act", "caution") for ground in ("paper", f"{name}-wash")),
    ("neutral-edge", "neutral-wash"),
    *((name, ground) for name in ("fault", "warn") for ground in ("paper", "card")),
    *(("focus", ground) for ground in ("paper", "card", "sunk", "act-wash", "leg-10", "back-10", "neutral-10")),
    *((f"kind-{kind}", ground) for kind in SESSION_KINDS for ground in ("paper", "card", "act-wash")),
    *(("edge", ground) for ground in ("body", "body-region")),
    # The farthest region is outlined in ink against whatever lies around it.
    *(("ink", ground) for ground in ("leg-chosen", "body", "body-region")),
]


def _tokens() -> tuple[dict[str, str], dict[str, str]]:
    light, dark = ({found[0]: found[theme] for found in BOTH.findall(TOKENS)} for theme in (1, 2))
    for name, other in SAME_AS.findall(TOKENS):
        light[name], dark[name] = light[other], dark[other]
    return light, dark


LIGHT, DARK = _tokens()


def _linear(colour: str, at: int) -> float:
    channel = int(colour[at : at + 2], 16) / 255
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(colour, i) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_PAIRS, TEXT), (SHAPE_PAIRS, SHAPE)], ids=["text", "shapes"])
def test_pairs_stand_out(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = LIGHT if theme == "light" else DARK
    found = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("hue", HUES)
def test_the_scale_grows_darker_step_by_step_on_paper_and_lighter_by_night(hue: str) -> None:
    light = [_luminance(LIGHT[f"{hue}-{step}"]) for step in range(11)]
    dark = [_luminance(DARK[f"{hue}-{step}"]) for step in range(11)]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)
    assert len(set(light)) == len(set(dark)) == 11


# How people see light who lack one of three kinds of cones: Machado, Oliveira and Fernandes 2009, severity 1.0
# (doi 10.1109/TVCG.2009.113), from linear red, green and blue to the same.
SEEN_BY = {
    "everybody": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
ENDS, TWO_APART = 6.0, 1.25
YEAR_INKS = ("low",) * 6 + ("middle",) * 2 + ("high",) * 3


def _seen(colour: str, by: str) -> str:
    linear = [_linear(colour, i) for i in (1, 3, 5)]
    mixed = [sum(part * share for part, share in zip(linear, row, strict=True)) for row in SEEN_BY[by]]
    kept = [min(1.0, max(0.0, part)) for part in mixed]
    written = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in kept]
    return "#" + "".join(f"{round(255 * part):02x}" for part in written)


@pytest.mark.parametrize("by", SEEN_BY)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_year_tells_its_scores_apart(theme: str, by: str) -> None:
    """One hue growing darker, by night lighter: 0 from 10 at 6:1, scores two points apart at 1.25:1 and more."""
    colours = LIGHT if theme == "light" else DARK
    steps = [_seen(colours[f"year-{step}"], by) for step in range(11)]
    lights = [_luminance(step) for step in steps]
    assert lights == sorted(lights, reverse=theme == "light")
    assert contrast(steps[0], steps[10]) >= ENDS
    assert min(contrast(one, other) for one, other in zip(steps, steps[2:], strict=False)) >= TWO_APART


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_number_of_the_year_is_read_on_its_ground(colours: dict[str, str]) -> None:
    found = [contrast(colours[f"year-ink-{ink}"], colours[f"year-{step}"]) for step, ink in enumerate(YEAR_INKS)]
    assert min(found) >= TEXT
    css = (STATIC / "css" / "year.css").read_text(encoding="utf-8")
    for ink in set(YEAR_INKS):
        of = ", ".join(f".year-{step}" for step, one in enumerate(YEAR_INKS) if one == ink)
        assert f":is({of}) {{ --day-ink: var(--year-ink-{ink}); }}" in css


def test_colours_are_named_in_one_file_alone() -> None:
    for path in sorted((STATIC / "css").glob("*.css")):
        if path.name in {"tokens.css", "print.css"}:
            continue
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        named = re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab)\(", text)
        assert named == [], path.name


def test_every_token_that_is_used_is_declared() -> None:
    declared = set(re.findall(r"--([a-z0-9-]+):", "".join(p.read_text() for p in (STATIC / "css").glob("*.css"))))
    for path in sorted((STATIC / "css").glob("*.css")):
        used = set(re.findall(r"var\(--([a-z0-9-]+)", path.read_text(encoding="utf-8")))
        assert used <= declared, (path.name, used - declared)
