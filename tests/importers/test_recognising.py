"""Sources by their codes: each is imported when it is asked for, and knows its own."""

import subprocess
import sys

import pytest

from tracker.importers.recognising import ANY_TABLE, APPS, BY_CODE
from tracker.wording.vocabularies import IMPORT_SOURCES


def test_every_source_answers_to_its_code_and_has_a_name() -> None:
    assert tuple(BY_CODE) == (*APPS, ANY_TABLE)
    assert len(BY_CODE) == len(set(BY_CODE))
    assert {code: BY_CODE[code].CODE for code in BY_CODE} == {code: code for code in BY_CODE}
    assert set(BY_CODE) == set(IMPORT_SOURCES)


def test_what_is_no_source_is_not_there() -> None:
    assert "../cli" not in BY_CODE
    with pytest.raises(KeyError):
        BY_CODE["contract"]


def test_none_is_imported_before_it_is_asked_for() -> None:
    asked = "import sys; from tracker.importers import recognising as r; 'daylio' in r.BY_CODE; "
    told = "print([one for one in sys.modules if 'importers.sources' in one])"
    ran = subprocess.run([sys.executable, "-c", asked + told], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout == "[]\n"
