"""Pages of accounts: signing up and in, second steps, recovery, and one's own account."""

from tracker.accounts.views import activity, erasure, factors, passkeys, recover, second_step, settings, sign_in
from tracker.accounts.views.base import blueprint

__all__ = ["activity", "blueprint", "erasure", "factors", "passkeys", "recover", "second_step", "settings", "sign_in"]
