"""What is said of a row that is left out, whoever refused it."""

from tracker.domain.errors import Fault
from tracker.wording import errors
from tracker.wording.importers import said


def test_a_rule_of_the_forms_is_said_in_its_own_words() -> None:
    assert said(Fault("not_in_the_calendar")) == errors.said(Fault("not_in_the_calendar"))
    assert said("As it is") == "As it is"


def test_a_sentence_of_imports_has_its_numbers() -> None:
    assert "7 GB" in said(Fault("import_archive_too_large", most=7))
