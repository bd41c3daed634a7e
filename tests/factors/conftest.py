"""People with passkeys."""

import pytest
from flask import Flask

from tests.accounts.members import with_password
from tests.factors.holder import Holder
from tests.support.people import Person, sign_in


@pytest.fixture
def holder(app: Flask, person: Person) -> Holder:
    """Rosa, who has a password and one passkey."""
    found = Holder(app, with_password(app, person))
    page = found.make(sign_in(app, person), label="My phone")
    assert "Your passkey is added" in page.text
    return found
