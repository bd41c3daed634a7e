"""The tables of limits in docs/security.md, and what their figures are by the code."""

from pathlib import Path

from tracker.throttling.limits import DAY, FIVE_MINUTES, HOUR, RULES, Act, Limits, Scope

DOCS = Path(__file__).parents[2] / "docs" / "security.md"
NAMES = {
    Act.SIGN_IN: "Wrong password",
    Act.CONFIRM: "Wrong password, asked once more",
    Act.RECOVER: "Wrong recovery code",
    Act.SECOND_FACTOR: "Wrong code of an app",
    Act.RECOVER_FACTOR: "Wrong code of an app, recovering",
    Act.TWO_CODES: "Two wrong codes of an app in a row",
    Act.PASSKEY: "Challenge of a passkey",
    Act.SIGN_UP: "Signing up",
    Act.LOOK_UP_NAME: "Name looked up by signing up",
    Act.TAKE_CODE: "Wrong invitation",
    Act.FIND_PRACTITIONER: "Wrong practitioner's code",
    Act.OPEN_LINK: "Unknown share link",
    Act.LINK_PASSPHRASE: "Wrong passphrase of a link",
    Act.EXPORT_FILE: "Downloading a file",
    Act.EXPORT_ALL: "Downloading everything",
    Act.TELL_OF_THROTTLED: '"Too many tries" in the activity',
}
WINDOWS = {FIVE_MINUTES: "in 5 minutes", HOUR: "an hour", DAY: "a day"}


def _words(limits: Limits) -> str:
    return ", ".join(f"{limit.count:,} {WINDOWS[limit.window]}" for limit in limits)


def cells(act: Act) -> list[str]:
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
