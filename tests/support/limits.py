"""The tables of limits in docs/security.md, and what their figures are by the code."""

from pathlib import Path

from tracker.throttling.limits import DAY, FIVE_MINUTES, HOUR, RULES, LimitedAct, Limits, Scope

DOCS = Path(__file__).parents[2] / "docs" / "security.md"
NAMES = {
    LimitedAct.SIGN_IN: "Wrong password",
    LimitedAct.CONFIRM: "Wrong password, asked once more",
    LimitedAct.RECOVER: "Wrong recovery code",
    LimitedAct.SECOND_FACTOR: "Wrong code of an app",
    LimitedAct.RECOVER_FACTOR: "Wrong code of an app, recovering",
    LimitedAct.TWO_CODES: "Two wrong codes of an app in a row",
    LimitedAct.PASSKEY: "Challenge of a passkey",
    LimitedAct.SIGN_UP: "Signing up",
    LimitedAct.LOOK_UP_NAME: "Name looked up by signing up",
    LimitedAct.TAKE_CODE: "Wrong invitation",
    LimitedAct.FIND_PRACTITIONER: "Wrong practitioner's code",
    LimitedAct.OPEN_LINK: "Unknown share link or calendar",
    LimitedAct.LINK_PASSPHRASE: "Wrong passphrase of a link",
    LimitedAct.OPEN_TOKEN: "Unknown token of a program",
    LimitedAct.OPEN_HEALTH_LINK: "Opening a SMART Health Link",
    LimitedAct.BRING_FILE: "Bringing a file along",
    LimitedAct.TRY_WEBHOOK: "Adding or testing a webhook",
    LimitedAct.TRY_BROWSER: "Switching on or testing a browser",
    LimitedAct.MAIL_LINK: "Mailing a link to an address",
    LimitedAct.EXPORT_FILE: "Downloading a file",
    LimitedAct.EXPORT_ALL: "Downloading everything",
    LimitedAct.TELL_OF_THROTTLED: '"Too many tries" in the activity',
}
WINDOWS = {FIVE_MINUTES: "in 5 minutes", HOUR: "an hour", DAY: "a day"}


def _words(limits: Limits) -> str:
    return ", ".join(f"{limit.count:,} {WINDOWS[limit.window]}" for limit in limits)


def cells(act: LimitedAct) -> list[str]:
    rule = RULES[act]
    scopes = (Scope.PAIR, Scope.ADDRESS, Scope.ACCOUNT, Scope.ALL)
    slow = [_words(rule.slow.get(Scope.SLOW, ()))]
    slow += [f"{_words(limits)} for the network" for scope, limits in rule.slow.items() if scope is Scope.SLOW_ADDRESS]
    together = (_words((*rule.always.get(scope, ()), *rule.lane.get(scope, ()))) for scope in scopes)
    return [NAMES[act], *together, _words(rule.browser), _words(rule.place), ", ".join(slow)]


def table(head: str) -> list[list[str]]:
    lines = DOCS.read_text(encoding="utf-8").partition(head)[2].splitlines()[2:]
    ends = next(number for number, line in enumerate(lines) if not line.startswith("|"))
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[:ends]]
