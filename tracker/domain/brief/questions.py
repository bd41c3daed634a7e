"""What a patient wants to ask next time: how long a question is, and how many stay open."""

from typing import Final

from tracker.domain.errors import Fault, Problems

QUESTION_LENGTH: Final = 300
QUESTIONS_MOST: Final = 10
TOO_MANY: Final = Fault("too_many_questions", most=QUESTIONS_MOST)
ONE_LINE: Final = Fault("question_one_line", most=QUESTION_LENGTH)


def check_question(text: str) -> str:
    """The question itself where it is one line of such a length; `Problems` otherwise."""
    if len(text) > QUESTION_LENGTH or text != " ".join(text.split()):
        raise Problems({"text": ONE_LINE})
    return text


def check_room(open_questions: int) -> None:
    """`Problems` where as many questions are open as one brief can hold. Source: our own rule, for one printed page."""
    if open_questions >= QUESTIONS_MOST:
        raise Problems({"text": TOO_MANY})
