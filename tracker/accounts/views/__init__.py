"""Pages of accounts: signing up and in, second steps, recovery, and one's own account."""

from tracker.accounts.views import factors, passkeys, second_step, settings, sign_in
from tracker.accounts.views.base import blueprint

__all__ = ["blueprint", "factors", "passkeys", "second_step", "settings", "sign_in"]
