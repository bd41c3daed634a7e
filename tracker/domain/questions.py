"""What a patient wants to ask next time: how long a question is, and how many stay open."""

from typing import Final

from tracker.domain.errors import Problems

QUESTION_LENGTH: Final = 300
QUESTIONS_MOST: Final = 10
TOO_MANY: Final = f"You have {QUESTIONS_MOST} questions open. Please mark one as asked, or delete one, first."


def check_room(open_questions: int) -> None:
    """`Problems` where as many questions are open as one brief can hold. Source: our own rule, for one printed page."""
    if open_questions >= QUESTIONS_MOST:
        raise Problems({"text": TOO_MANY})
