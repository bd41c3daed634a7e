"""The answer to a question: ranked alike every time, in the words of the language spoken, whatever is typed."""

from gettext import NullTranslations
from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.asking.ranking import Document, Index, Vocabulary
from tracker.domain.asking.signs import Rule, Signs
from tracker.wording import asking
from tracker.wording.asking import MOST_ANSWERS, MOST_SIGNS, answer
from tracker.wording.language import speaking
from tracker.wording.statements.asked import ASKED
from tracker.wording.statements.sign_words import KINDS, RULES
from tracker.wording.statements.signs import SIGNS

PLAIN = Vocabulary.of("the is does a", [("heat", "warm bath"), ("", "!")], stems=True)


class German(NullTranslations):
    """A few of our sentences, as a translator may have put them."""

    WORDS: ClassVar = {
        ASKED["heat.heat"]: "hilft wärme; wärmflasche; warmes bad",
        KINDS["numb"]: "taub; kein gefühl",
        KINDS["saddle"]: "zwischen den beinen; schritt",
    }

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)


def test_the_statement_with_the_words_of_the_question_comes_first() -> None:
    index = Index(
        [
            Document("one", ("does heat help",), "", "Heat eases."),
            Document("two", ("does ice help",), "Cold", "Too little is known."),
        ],
        PLAIN,
    )
    assert next(found.code for found in index.find("does a warm bath help?", 3)) == "one"
    assert [found.code for found in index.find("ICE", 3)] == ["two"]
    assert index.find("the is", 3) == []
    assert index.find("bread", 3) == []
    assert index.find("heat 4711", 3), "a number that no statement holds is not asked for"


def test_equals_stand_in_the_order_of_the_statements() -> None:
    twins = [Document(code, ("same words",), "", "") for code in ("b", "a")]
    assert [found.code for found in Index(twins, PLAIN).find("same words", 3)] == ["b", "a"]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index([], PLAIN).find("heat", 3) == []


def test_kinds_of_words_point_to_a_sign_in_any_order() -> None:
    signs = Signs(
        {"numb": ("numb", "no feeling"), "there": ("between the legs",), "": ("",)}, [Rule("x", ("numb", "there"))]
    )
    assert signs.told("between the legs: NUMB") == ("x",)
    assert signs.told("no feeling there between the leg") == ("x",), "legs as it may have been meant"
    assert signs.told("no") == signs.told("between the") == signs.told("") == ()


def test_what_is_denied_is_told_all_the_same() -> None:
    assert answer("no numbness between the legs").codes[0] == "emergency.saddle_numbness"


def test_signs_are_told_in_the_order_of_their_urgency() -> None:
    told = answer("fever, cancer, chest pain, both legs numb, can't pee, no erection, numb bottom").signs
    assert len(told) == MOST_SIGNS
    assert {one.part for one in told} == {"emergency"}
    order = [rule.code for rule in RULES]
    assert [order.index(one.code) for one in told] == sorted(order.index(one.code) for one in told)


def test_every_sign_can_be_told() -> None:
    assert {rule.code for rule in RULES} == {one.code for one in SIGNS}


def test_another_language_is_asked_in_its_own_words_and_signs_in_english_besides() -> None:
    with speaking(German()):
        assert answer("Hilft eine Wärmflasche?").codes == ("heat.heat",)
        assert answer("taub zwischen den Beinen").codes[0] == "emergency.saddle_numbness"
        assert answer("numb between the legs").codes[0] == "emergency.saddle_numbness"


@given(st.text(max_size=600))
def test_anything_may_be_typed_and_the_same_words_have_the_same_answer(text: str) -> None:
    found = answer(text)
    assert answer(text) == found
    assert len(found.signs) <= MOST_SIGNS
    assert len(found.statements) <= MOST_ANSWERS
    asking.answer("heat")
    assert answer(text) == found


def test_what_is_too_long_is_cut() -> None:
    assert answer("x " * 10_000 + "heat") == answer("x " * 200)
