"""What is said of courses, sessions, medicine and the records of practitioners."""

from tracker.wording.language import _


def own_courses() -> str:
    return _("Please choose one of your own courses.")


def in_row(number: int, what: str) -> str:
    """What is wrong in one row of several; `what` is a sentence."""
    return _("Row %(number)s: %(what)s", number=number, what=what)


def name_the_exercise(row: int) -> str:
    return _("Row %(number)s: please name the exercise.", number=row)
