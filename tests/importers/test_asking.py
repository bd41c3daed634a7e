"""What is asked of a file: once, in bounds, with the careful answer until another is given."""

from tracker.importers import asking as questions
from tracker.importers.asking import NO_YES, Ask, Asking, Question


def test_a_question_is_asked_once_with_its_rows_and_some_of_what_stands_there() -> None:
    asking = Asking()
    question = Question(Ask.OFFER, NO_YES, of="Walk")
    for example in ("a", "a", "b", "c", "d", None):
        assert asking.answer(question, example) == "no"
    assert asking.answer(question, rows=0) == "no"
    (asked,) = asking.asked
    assert (asked.question.key, asked.rows, asked.examples, asked.answered) == ("offer:Walk", 6, ["a", "b", "c"], False)


def test_answers_that_are_none_do_not_count() -> None:
    question = Question(Ask.WORDS, NO_YES)
    assert Asking({"words": "perhaps"}).answer(question) == "no"
    assert Asking({"words": "yes"}).answer(question) == "yes"
    proposed = Question(Ask.COLUMN, ("nothing", "leg"), of="Bein", proposed="leg")
    assert Asking().answer(proposed) == "leg"
    assert Asking({"column:Bein": "nothing"}).answer(proposed) == "nothing"


def test_beyond_the_most_only_what_is_needed_is_asked() -> None:
    asking = Asking({"site:last": "leg"})
    for number in range(questions.QUESTIONS_MOST):
        asking.answer(Question(Ask.SITE, questions.SITES, of=str(number)))
    assert asking.answer(Question(Ask.SITE, questions.SITES, of="more")) == "neither"
    assert asking.answer(Question(Ask.SITE, questions.SITES, of="last")) == "leg"
    assert (len(asking.asked), asking.lacks) == (questions.QUESTIONS_MOST, False)
    assert asking.answer(Question(Ask.DAY_ORDER, ("day", "month"), needed=True)) == ""
    assert (len(asking.asked), asking.lacks) == (questions.QUESTIONS_MOST + 1, True)
