"""Whose password is judged next: one at a time for an account, two for a network; and networks in turn, for pages too.

Pure: it holds what waits and what is under way, and knows neither threads nor clocks. An account is whatever name was
typed, whether or not anybody has it, so that waiting tells nobody which names there are.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import count
from typing import Final, Generic, TypeVar

AT_A_TIME_FOR_ACCOUNT: Final = 1
AT_A_TIME_FOR_NETWORK: Final = 2
# A practice behind one address, whose people all sign in within the same seconds, is well below these.
MOST_WAITING: Final = 200
MOST_WAITING_OF_NETWORK: Final = 40
MOST_WAITING_FOR_ACCOUNT: Final = 12

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Claim:
    """For which account a password is to be judged, the network that asks, and whether it knows the browser."""

    account: Hashable
    network: str
    known: bool = False


class Turns(Generic[T]):
    """What waits, in the order it came, and the claims of what is under way."""

    def __init__(self) -> None:
        self._waiting: list[tuple[T, Claim]] = []
        self._under_way: list[Claim] = []
        self._turn_of: dict[str, int] = {}
        self._turns = count(1)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, item: T, claim: Claim) -> T | None:
        """Let it wait; gives the one that is to be turned away for it, which may be itself, or None.

        Where too many wait, it is the newest of the network that has most of them waiting: whoever floods the server,
        or one account, turns away their own. Where none has more than others, strangers go before browsers that the
        account was signed in with: nobody keeps its owner out by asking from many networks.
        """
        self._waiting.append((item, claim))
        crowd = self._too_many(claim)
        if crowd is None:
            return None
        held = Counter(self._waiting[index][1].network for index in crowd)
        claims = {index: self._waiting[index][1] for index in crowd}
        last = max(crowd, key=lambda index: (held[claims[index].network], not claims[index].known, index))
        return self._waiting.pop(last)[0]

    def has_next(self) -> bool:
        return self._next() is not None

    def take(self) -> tuple[T, Claim]:
        """Begin with the next one; LookupError where none may begin. `end` must follow, with its claim."""
        index = self._next()
        if index is None:
            raise LookupError
        item, claim = self._waiting.pop(index)
        self._under_way.append(claim)
        self._turn_of[claim.network] = next(self._turns)
        return item, claim

    def end(self, claim: Claim) -> None:
        """It is judged: the account and the network are free for the next."""
        self._under_way.remove(claim)
        known = {one.network for one in self._under_way} | {one.network for _, one in self._waiting}
        self._turn_of = {network: turn for network, turn in self._turn_of.items() if network in known}

    def clear(self) -> list[T]:
        """Give up all that wait, and say which they were."""
        given_up = [item for item, _ in self._waiting]
        self._waiting.clear()
        return given_up

    def _next(self) -> int | None:
        """The place of the next; a browser that the account knows takes the turn of the strangers who ask for it."""
        accounts = Counter(claim.account for claim in self._under_way)
        networks = Counter(claim.network for claim in self._under_way)
        free = [
            index
            for index, (_, claim) in enumerate(self._waiting)
            if accounts[claim.account] < AT_A_TIME_FOR_ACCOUNT and networks[claim.network] < AT_A_TIME_FOR_NETWORK
        ]
        first = min(
            free, key=lambda index: (self._turn_of.get(self._waiting[index][1].network, 0), index), default=None
        )
        if first is None:
            return None
        account = self._waiting[first][1].account
        claims = [(index, self._waiting[index][1]) for index in free]
        return next((index for index, claim in claims if claim.known and claim.account == account), first)

    def _too_many(self, new: Claim) -> list[int] | None:
        """The places of those of whom one must go: of the same account, of the same network, or of all."""
        claims = [claim for _, claim in self._waiting]
        crowds = (
            ([i for i, claim in enumerate(claims) if claim.account == new.account], MOST_WAITING_FOR_ACCOUNT),
            ([i for i, claim in enumerate(claims) if claim.network == new.network], MOST_WAITING_OF_NETWORK),
            (list(range(len(claims))), MOST_WAITING),
        )
        return next((crowd for crowd, most in crowds if len(crowd) > most), None)


class InTurn(Generic[T]):
    """What waits for no more than a thread: each network has its turn, and in each what came first goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, item: T, network: str) -> T | None:
        """Let it wait; where too many do, gives the newest of the network that has most waiting, which is given up."""
        self._waiting.setdefault(network, deque()).append(item)
        self._count += 1
        if self._count <= self._most:
            return None
        return self._taken_from(max(self._waiting, key=lambda one: len(self._waiting[one])), newest=True)

    def popleft(self) -> T:
        """The next one; KeyError where nothing waits. Its network is the last one again."""
        network = next(iter(self._waiting), "")
        self._waiting.move_to_end(network)
        return self._taken_from(network, newest=False)

    def clear(self) -> list[T]:
        """Give up all that wait, and say which they were."""
        given_up = [item for waiting in self._waiting.values() for item in waiting]
        self._waiting.clear()
        self._count = 0
        return given_up

    def _taken_from(self, network: str, *, newest: bool) -> T:
        waiting = self._waiting[network]
        item = waiting.pop() if newest else waiting.popleft()
        self._count -= 1
        if not waiting:
            del self._waiting[network]
        return item
