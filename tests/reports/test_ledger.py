"""What an import did and found so far."""

import uuid

from tracker.diary.models import Entry
from tracker.files import contract
from tracker.reports.services.clashes import SHOWN_MOST
from tracker.reports.services.ledger import Ledger


def test_every_clash_is_counted_and_the_first_are_shown() -> None:
    ledger = Ledger(lambda _key: True)
    for row in range(SHOWN_MOST + 5):
        assert ledger.judge((contract.ENTRIES, row), Entry.metadata.tables["entry"], {"id": uuid.uuid4()}, {})
    assert ledger.counts(contract.ENTRIES).taken == SHOWN_MOST + 5
    assert [clash.row for clash in ledger.clashes] == list(range(SHOWN_MOST))
