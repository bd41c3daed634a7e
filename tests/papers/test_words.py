"""What papers say where there is little to say."""

from datetime import date

import pytest

from tracker.wording import papers


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (papers.latest_week(None, "", None), ""),
        (papers.latest_week("3.1", "", None), "Leg pain, latest week: 3.1."),
        (
            papers.latest_week("3.1", "Tue 3 Mar", "was 6.0"),
            "Leg pain, latest week (Tue 3 Mar): 3.1, was 6.0.",
        ),
        (papers.course_head("", ""), ""),
        (papers.course_head("8 of 10", "Acupuncture"), "8 of 10 sessions done. Acupuncture."),
        (papers.beside(""), ""),
        (papers.beside("massage"), "Beside it: massage."),
        (papers.goal(""), ""),
        (papers.goal("walk"), "Goal: walk"),
        (papers.and_more(3), "and 3 more"),
        (papers.ended("Yes"), "Yes."),
        (papers.ended("Yes."), "Yes."),
        (papers.helped("yes"), "helped: yes"),
        (papers.side_effects("none noticed"), "side effects: none noticed"),
        (papers.before_after("6", "–"), "6 → –"),
        (papers.more_in_files(1), "1 earlier one is not shown here; the CSV files have all."),
        (papers.instead("", "⚡🌿", ["high voltage sign", "herb"]), "[high voltage sign][herb]"),
        (papers.instead("thai", "ไทย", []), "[Thai script: 3]"),
        (papers.brief_title("Rosa"), "Brief: Rosa"),
        (papers.letter_title("Rosa"), "Leg and back pain of Rosa: what a diary holds"),
        (papers.made(date(2026, 3, 3)), "Made on Tue 3 Mar 2026."),
        (
            papers.course_named("Acupuncture, 8 of 10", date(2026, 3, 3)),
            "Acupuncture, 8 of 10, begun Tue 3 Mar 2026. It is looked at as a whole, whatever days this report is of.",
        ),
        (
            papers.small_chart(date(2026, 3, 3), date(2026, 3, 30)),
            (
                "Leg pain (solid) and back pain (dashed) by day, Tue 3 Mar 2026 to Mon 30 Mar 2026. "
                "The lines across are 0, 5 and 10."
            ),
        ),
    ],
)
def test_sentences(said: str, words: str) -> None:
    assert said == words


def test_what_was_made_plainer_names_where_all_of_it_is() -> None:
    assert papers.made_plainer(kept=True).endswith("The diary itself and its files hold all as it was typed.")
    assert papers.made_plainer(kept=False).endswith("can be printed from its page.")
