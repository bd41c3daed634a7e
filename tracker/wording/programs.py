"""Words about programs that come with a token: what each may do, and what kind of program came."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tracker.domain.accounts.programs import Scope
from tracker.wording.calendars import PROGRAMS as CALENDARS
from tracker.wording.language import N_, BothWords, _

SCOPES: Final = BothWords(
    {
        Scope.LOG.value: (
            N_("Write what is of today, and see nothing"),
            N_("writes what is of today, and sees nothing"),
        ),
        Scope.READ.value: (N_("Read my diary"), N_("reads your diary")),
        Scope.WRITE.value: (N_("Read and write my diary"), N_("reads and writes your diary")),
        Scope.PATIENTS.value: (N_("Read what patients share with me"), N_("reads what patients share with you")),
        Scope.PATIENTS_WRITE.value: (
            N_("Read what patients share, and write back to them"),
            N_("reads what patients share, and writes back to them"),
        ),
    }
)
# What a program says of itself, and the kind it is; the first that fits. Source: the User-Agent each sent in 2026.
KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("Shortcuts", "iPhone or iPad"),
    ("BackgroundShortcutRunner", "iPhone or iPad"),
    ("CFNetwork", "iPhone, iPad or Mac"),
    ("Tasker", "Android"),
    ("okhttp", "Android"),
    ("Dalvik", "Android"),
    ("HomeAssistant", "Home Assistant"),
    ("Home Assistant", "Home Assistant"),
    ("Node-RED", "Node-RED"),
    ("curl", "curl"),
    ("Wget", "wget"),
    ("HTTPie", "HTTPie"),
    ("python", "Python"),
    ("Python", "Python"),
    ("httr", "R"),
    ("libcurl", "R"),
    ("PowerShell", "PowerShell"),
    ("PostmanRuntime", "Postman"),
    ("Go-http-client", "Go"),
    ("Java", "Java"),
    ("node", "Node.js"),
    *CALENDARS,
)
KINDS_KEPT: Final = 64  # programs ask again and again
SAID_OF_SCOPE: Final[Mapping[str, str]] = SCOPES.within


@lru_cache(KINDS_KEPT)
def kind_of(user_agent: str) -> str:
    """What kind of program came, as far as it says so itself; empty for one that is not known."""
    return next((name for mark, name in KINDS if mark in user_agent), "")


def through_words(words: str, through: str | None) -> str:
    """What was done, and by which token of one's own; as it is where a person did it on a page."""
    return words if not through else _("%(what)s, through %(token)s", what=words, token=through)
