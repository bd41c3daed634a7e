"""The facts of the evidence page: each has a source, sham stands beside acupuncture, and labels follow the rule."""

import re
from typing import Any

import pytest

from tests.support.pages import Browser, Page
from tracker.domain.course.verdict import Label, label_of
from tracker.wording import sources
from tracker.wording.sources import Source

TRIAL_NUMBER = re.compile(r"\b(30\.8|about 3 points|3\.1 points|13\.0|10\.8)\b")
FACTS = ".facts-list li, .study"
SOURCES = ".sources > *"


@pytest.fixture
def page(client: Browser) -> Page:
    return client.get("/evidence")


def words(node: Any) -> str:
    return " ".join(node.to_text().split())


def said(node: Any) -> str:
    """What is said of a fact, without where it was read."""
    return " ".join(words(part) for part in node.query("p, dd"))


def section(page: Page, part: str) -> Any:
    return page.one(f"section[aria-labelledby={part}]")


def texts(page: Page) -> list[str]:
    trial = section(page, "trial")
    trials_own = " ".join(words(node) for node in trial.query("p") if node.parent.name != "figure")
    return [trials_own, *(said(node) for node in page.all(f".in-short li, {FACTS}, .claims li"))]


def test_every_fact_names_where_it_was_read(page: Page) -> None:
    facts = [section(page, "trial"), *page.all(FACTS)]
    assert len(facts) == 38
    assert [words(fact) for fact in facts if not any(words(source) for source in fact.query(".sources > *"))] == []


def test_claims_stand_in_one_group_each_the_unsupported_first_and_name_where_they_were_judged(page: Page) -> None:
    groups = section(page, "claims").query("details")
    names = ["Not supported", "Only partly supported", "Supported", "Not checked by us"]
    counted = [words(group.query("summary")[0]) for group in groups]
    for group, name, heading in zip(groups, names, counted, strict=True):
        claims = group.query(".claims li")
        assert claims
        assert heading.startswith(name)
        assert f"{len(claims)} claims" in heading
        for claim in claims:
            assert claim.query(".sources > *") or name == "Not checked by us", words(claim)
            assert words(claim.query("p")[1]).endswith(".")
    claimed = [words(node) for node in page.all(".claim")]
    assert len(set(claimed)) == len(claimed) == 36


def test_sham_is_never_absent_where_acupunctures_number_stands(page: Page) -> None:
    found = [text for text in texts(page) if TRIAL_NUMBER.search(text)]
    assert len(found) >= 4, "so that the rule bites"
    for text in found:
        assert "sham" in text
        assert re.search(r"\b(14\.9|1\.5|4\.9|gap between acupuncture and sham)\b", text)


def test_both_groups_of_the_trial_and_their_differences_agree(page: Page) -> None:
    arms = [words(node) for node in page.all(".arms p")]
    assert arms == [
        "Acupuncture: 30.8 mm, and daily limits by 13.0 of 100",
        "Sham acupuncture: 14.9 mm, and daily limits by 4.9 of 100",
    ]
    found = texts(page)[0]
    for number in ("30.8", "14.9", "13.0", "4.9", "16.0", "10.6 to 21.3", "8.1"):
        assert number in found
    assert abs(30.8 - 14.9 - 16.0) < 0.11, "the paper's own rounding"
    assert round(13.0 - 4.9, 1) == 8.1


def test_the_sentences_that_must_read_exactly_so(page: Page) -> None:
    short = [said(node) for node in page.all(".in-short li")]
    assert len(short) == 3
    assert short[0] == (
        "In one well-run trial, average leg pain fell about 3 points in 10 with acupuncture and 1.5 with sham over 4 "
        "weeks; guidelines disagree."
    )
    assert short[2] == "Your chart shows your scores; it cannot show the cause."
    worth = {words(claim): words(what) for claim, what in (one.query("p") for one in page.all(".claims li"))}
    assert (
        "No good head-to-head trial in sciatica was found"
        in worth["“It is as good as painkillers, with fewer side effects”"]
    )
    assert "Courses are often 6 to 12 sessions; review at about 6" in worth["“You need 6 to 12 sessions”"]


def test_reviews_whose_numbers_could_not_be_read_give_none(page: Page) -> None:
    studies = {words(study.query("h3")[0]): [words(dd) for dd in study.query("dd")] for study in page.all(".study")}
    unread = [said for name, said in studies.items() if name.startswith("Cochrane")]
    assert len(unread) == 1
    for _compared, found, _limits in unread:
        assert "could not read its pooled numbers" in found
        assert not re.search(r"\d", found)


def test_natural_course_side_effects_and_coverage_give_their_numbers(page: Page) -> None:
    course = words(section(page, "by-itself"))
    for number in (
        "55 of 100",
        "609",
        "49 to 58 of 100",
        "466",
        "58 %",
        "73 of 100",
        "51 at the start, 33",
        "23 after",
    ):
        assert number in course
    effects = words(section(page, "side-effects"))
    for number in ("1 in 11", "9.3 %", "5.1 to 14.6", "1.1 per 1,000", "1 in 10,000", "0.2 to 2.3"):
        assert number in effects
    nice, denmark, who, cms = (said(guideline) for guideline in section(page, "guidelines").query(".study"))
    assert "not recommended" in nice
    assert "advises against acupuncture" in denmark
    assert "may be offered" in who
    assert "low certainty" in who
    assert "12 visits in 90 days" in cms


def test_the_words_for_labels_follow_the_rule(page: Page) -> None:
    rules = [words(row.query("td")[0]) for row in section(page, "counting").query("tbody tr")]
    assert rules == [
        "up 2 points or more, and 30 % or more",
        "down 50 % or more, and 2 points or more",
        "down 30 % or more, and 2 points or more (1 point if you began at 4 or less)",
        "down 10 % or more, but less than that",
        "everything else",
    ]
    for start, latest, label in (
        (5.0, 7.0, Label.WORSE),
        (6.0, 3.0, Label.SUBSTANTIAL),
        (6.0, 4.0, Label.MEANINGFUL),
        (4.0, 2.8, Label.MEANINGFUL),
        (6.0, 5.0, Label.SMALL),
        (6.0, 5.9, Label.NO_CLEAR_CHANGE),
    ):
        assert label_of(start, latest) is label


def test_addresses_are_safe_to_follow() -> None:
    for name, source in vars(sources).items():
        if isinstance(source, Source):
            assert source.address == "" or source.address.startswith("https://"), name


def test_every_source_is_named_on_a_page(client: Browser) -> None:
    named = {words(node) for path in ("/evidence", "/help-now", "/checklist") for node in client.get(path).all(SOURCES)}
    assert {source.name for source in vars(sources).values() if isinstance(source, Source)} == named


def test_what_came_out_later_is_said_of_what_it_follows(page: Page) -> None:
    since = {words(node.parent.query("h3")[0]).split(",")[0]: words(node) for node in page.all(".since")}
    assert set(since) == {"Ji and others", "Another review of 2015", "NICE"}
    assert "2020" in since["NICE"]


def test_other_care_gives_its_numbers_with_how_sure_they_are(page: Page) -> None:
    care = words(section(page, "other-care"))
    for number in ("4.6 of 100", "11.1 lower to 2.0 higher", "1.02 to 1.93", "3.7 of 10", "0.2 lower to 1.2 higher"):
        assert number in care
    for number in ("12.1 of 100", "0.5 to 23.6", "low or very low certainty", "25 trials, 2,740 people"):
        assert number in care
