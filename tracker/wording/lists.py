"""Things one after the other in a sentence."""

from collections.abc import Sequence

from tracker.wording.language import _


def listed(parts: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    if len(parts) < 2:  # noqa: PLR2004
        return "".join(parts)
    return _("%(parts)s and %(last)s", parts=", ".join(parts[:-1]), last=parts[-1])
