"""How often what may be tried: the table of every throttle.

What can be guessed (passwords, six digits of an app, passphrases) is counted by name and network, so that a stranger
uses up what is theirs; a browser or network that the account was signed in from before has counts of its own, and
where strangers have used up the rest there is a slow lane for every network. What nobody can guess (links, recovery
codes, invitations) is looked up first, and only unknown ones are counted. Source: OWASP ASVS 5.0.0, 6.1.1 and 6.3.1;
OWASP, "Slow Down Online Guessing Attacks with Device Cookies"; decision 35.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
FIVE_MINUTES: Final = timedelta(minutes=5)


class LimitedAct(StrEnum):
    """What is tried."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    RECOVER = "recover"
    SECOND_FACTOR = "second_factor"
    RECOVER_FACTOR = "recover_factor"
    TWO_CODES = "two_codes"
    PASSKEY = "passkey"
    SIGN_UP = "sign_up"
    LOOK_UP_NAME = "look_up_name"
    TAKE_CODE = "take_code"
    FIND_PRACTITIONER = "find_practitioner"
    OPEN_LINK = "open_link"
    LINK_PASSPHRASE = "link_passphrase"  # noqa: S105
    OPEN_HEALTH_LINK = "open_health_link"
    OPEN_TOKEN = "open_token"  # noqa: S105
    EXPORT_FILE = "export_file"
    EXPORT_ALL = "export_all"
    BRING_FILE = "bring_file"
    TRY_WEBHOOK = "try_webhook"
    TRY_BROWSER = "try_browser"
    MAIL_LINK = "mail_link"
    TELL_OF_THROTTLED = "tell_of_throttled"


class Scope(StrEnum):
    """Whose tries are counted together."""

    PAIR = "pair"  # one account (or name typed, or link) from one network
    ACCOUNT = "account"  # one account, from wherever
    ADDRESS = "address"  # one network, whichever account
    ALL = "all"
    KNOWN_BROWSER = "known_browser"  # one account, in one browser that it was signed in with before
    KNOWN_PLACE = "known_place"  # one account, from one network that it was signed in from before
    SLOW = "slow"  # the slow lane: one account from one network
    SLOW_ADDRESS = "slow_address"  # the slow lane of one network, whichever account


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` tries in any `window`."""

    count: int
    window: timedelta


Limits = tuple[Limit, ...]
NONE: Final[Mapping[Scope, Limits]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The limits of one act.

    Whoever tries from a browser that is known is under the limits of `browser` alone. Else the limits of `always` hold,
    and with them those of `place` where the network is known, or else those of `lane`; where these are used up, one
    more try may be made under `slow`. `under_way`: how many tries may be judged at once beyond a limit, since those
    that are right will not have counted.
    """

    always: Mapping[Scope, Limits] = field(default_factory=lambda: NONE)
    lane: Mapping[Scope, Limits] = field(default_factory=lambda: NONE)
    browser: Limits = ()
    place: Limits = ()
    slow: Mapping[Scope, Limits] = field(default_factory=lambda: NONE)
    under_way: int = 0


APP_CODE: Final = Rule(
    always={Scope.PAIR: (Limit(5, FIVE_MINUTES),)},
    lane={Scope.PAIR: (Limit(10, DAY),), Scope.ACCOUNT: (Limit(10, FIVE_MINUTES), Limit(20, DAY))},
    browser=(Limit(5, FIVE_MINUTES), Limit(20, DAY)),
    place=(Limit(10, FIVE_MINUTES), Limit(20, DAY)),
)
TYPED_CODE: Final = Rule(lane={Scope.ACCOUNT: (Limit(10, FIVE_MINUTES), Limit(50, DAY))})

RULES: Final[Mapping[LimitedAct, Rule]] = MappingProxyType(
    {
        LimitedAct.SIGN_IN: Rule(
            always={Scope.PAIR: (Limit(10, FIVE_MINUTES),)},
            lane={
                Scope.PAIR: (Limit(100, DAY),),
                Scope.ACCOUNT: (Limit(30, FIVE_MINUTES), Limit(300, DAY)),
                Scope.ADDRESS: (Limit(30, FIVE_MINUTES), Limit(300, DAY)),
                Scope.ALL: (Limit(1000, FIVE_MINUTES),),
            },
            browser=(Limit(10, FIVE_MINUTES), Limit(100, DAY)),
            place=(Limit(10, FIVE_MINUTES), Limit(100, DAY)),
            slow={Scope.SLOW: (Limit(1, FIVE_MINUTES),), Scope.SLOW_ADDRESS: (Limit(30, FIVE_MINUTES),)},
            under_way=20,
        ),
        # The password asked for again by somebody signed in: the account is this one sign-in of it.
        LimitedAct.CONFIRM: Rule(lane={Scope.ACCOUNT: (Limit(10, FIVE_MINUTES), Limit(100, DAY))}, under_way=20),
        # Recovery codes that are none, also in place of an app's code.
        LimitedAct.RECOVER: Rule(lane={Scope.ADDRESS: (Limit(10, FIVE_MINUTES), Limit(50, HOUR))}),
        # Codes of an app after a right password, and after a right recovery code: who has the one has not the other.
        LimitedAct.SECOND_FACTOR: APP_CODE,
        LimitedAct.RECOVER_FACTOR: APP_CODE,
        # Two codes of an app in a row: twelve digits, which need no limit by account.
        LimitedAct.TWO_CODES: Rule(lane={Scope.PAIR: (Limit(10, FIVE_MINUTES),)}),
        # Challenges for passkeys, asked for by strangers.
        LimitedAct.PASSKEY: Rule(lane={Scope.ADDRESS: (Limit(300, FIVE_MINUTES),)}, browser=(Limit(30, FIVE_MINUTES),)),
        LimitedAct.SIGN_UP: Rule(
            always={Scope.ADDRESS: (Limit(10, HOUR),)},
            lane={Scope.ALL: (Limit(100, DAY),)},
            slow={Scope.SLOW: (Limit(1, HOUR),)},
        ),
        # Signing up tells which names are taken; so it may not be asked without end.
        LimitedAct.LOOK_UP_NAME: Rule(
            always={Scope.ADDRESS: (Limit(20, FIVE_MINUTES),)},
            lane={Scope.ADDRESS: (Limit(100, DAY),)},
            slow={Scope.SLOW: (Limit(1, FIVE_MINUTES),)},
        ),
        # Codes that were not right. The account is the one that types them.
        LimitedAct.TAKE_CODE: TYPED_CODE,
        LimitedAct.FIND_PRACTITIONER: TYPED_CODE,
        # Secrets of share links that are none; for passphrases the account is the link.
        LimitedAct.OPEN_LINK: Rule(lane={Scope.ADDRESS: (Limit(20, FIVE_MINUTES),)}),
        LimitedAct.LINK_PASSPHRASE: Rule(
            always={Scope.PAIR: (Limit(10, FIVE_MINUTES),)},
            lane={
                Scope.PAIR: (Limit(50, DAY),),
                Scope.ACCOUNT: (Limit(30, FIVE_MINUTES), Limit(100, DAY)),
            },
            browser=(Limit(10, FIVE_MINUTES), Limit(50, DAY)),
            slow={Scope.SLOW: (Limit(1, HOUR),)},
            under_way=20,
        ),
        # Tokens of programs that are none.
        LimitedAct.OPEN_TOKEN: Rule(lane={Scope.ADDRESS: (Limit(20, FIVE_MINUTES),)}),
        # How often a program may ask for what is new: the account is the link. Wrong passcodes are counted for good.
        LimitedAct.OPEN_HEALTH_LINK: Rule(lane={Scope.ACCOUNT: (Limit(10, FIVE_MINUTES), Limit(40, HOUR))}),
        LimitedAct.EXPORT_FILE: Rule(lane={Scope.ACCOUNT: (Limit(120, HOUR),)}),
        LimitedAct.EXPORT_ALL: Rule(lane={Scope.ACCOUNT: (Limit(10, HOUR),)}),
        LimitedAct.BRING_FILE: Rule(lane={Scope.ACCOUNT: (Limit(30, HOUR),)}),
        # Adding a webhook or sending it a test: nobody may have this server knock elsewhere without end.
        LimitedAct.TRY_WEBHOOK: Rule(lane={Scope.ACCOUNT: (Limit(20, HOUR),)}),
        # Switching a browser on, and sending it a test.
        LimitedAct.TRY_BROWSER: Rule(lane={Scope.ACCOUNT: (Limit(20, HOUR),)}),
        # Mailing a link to an address that need not be one's own: nobody may have this server write to strangers.
        LimitedAct.MAIL_LINK: Rule(
            lane={
                Scope.ACCOUNT: (Limit(3, HOUR), Limit(6, DAY)),
                Scope.ADDRESS: (Limit(10, HOUR),),
                Scope.ALL: (Limit(200, DAY),),
            }
        ),
        # How often an account's log says that somebody tries and tries: guesses may not fill it.
        LimitedAct.TELL_OF_THROTTLED: Rule(lane={Scope.ACCOUNT: (Limit(1, FIVE_MINUTES),)}),
    }
)
