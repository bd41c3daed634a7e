"""What one fault came to: its figures, what they must be, and the table they are printed in."""

from dataclasses import dataclass, field

TOO_LATE = "went on too late"
HEADINGS = ("saved", "lost", "doubled", "refused", "broken", "back in")


class Skipped(Exception):
    """This machine lacks what the fault needs; says what."""


@dataclass
class Line:
    """One line of the table.

    `saved` counts the writes that were acknowledged, `refused` the answers 503 and the broken connections, `broken` the
    other answers that nobody should see (500, 404, a redirect to the sign-in). `back` is in seconds. `wrong` says what
    is not as it must be.
    """

    name: str
    saved: int = 0
    lost: int = 0
    doubled: int = 0
    refused: int = 0
    broken: int = 0
    back: float | None = None
    late: int = 0
    seen: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    skipped: str | None = None

    def note(self, words: str) -> None:
        if words not in self.seen:
            self.seen.append(words)

    def must(self, holds: object, words: str) -> None:
        """Where it does not hold, `words` say what was found instead."""
        if not holds:
            self.wrong.append(words)

    def recovered(self, seconds: float | None, within: float) -> None:
        """Keep the longest time it took to go on, and ask that it was soon."""
        if seconds is None:
            self.wrong.append("did not go on")
            return
        self.back = max(seconds, self.back or 0)
        if seconds > within:
            self.late += 1
            self.wrong = [words for words in self.wrong if not words.endswith(TOO_LATE)]
            self.wrong.append(f"after {self.back:.1f} s, {self.late} times over {within:g}: {TOO_LATE}")

    def nothing_lost(self) -> None:
        if self.lost:
            self.wrong.append(f"{self.lost} acknowledged and lost")
        if self.doubled:
            self.wrong.append(f"{self.doubled} doubled")
        if self.broken:
            self.wrong.append(f"{self.broken} answers that nobody should see")

    def print(self) -> None:
        if self.skipped is not None:
            print(f"skip  {self.name:<{WIDTH}} {self.skipped}", flush=True)
            return
        back = "" if self.back is None else f"{self.back:.1f} s"
        figures = f"{self.saved:>8,} {self.lost:>6} {self.doubled:>8} {self.refused:>8,} {self.broken:>7} {back:>8}"
        print(
            f"{'FAULT' if self.wrong else 'ok   '} {self.name:<{WIDTH}} {figures}  {'; '.join(self.seen)}", flush=True
        )
        for words in self.wrong:
            print(f"{'':6}{'':{WIDTH}} wrong: {words}", flush=True)


WIDTH = 26


def print_head() -> None:
    saved, lost, doubled, refused, broken, back = HEADINGS
    heads = f"{saved:>8} {lost:>6} {doubled:>8} {refused:>8} {broken:>7} {back:>8}"
    print(f"{'':5} {'':<{WIDTH}} {heads}  seen", flush=True)


def print_total(lines: list[Line], wanted: int) -> bool:
    """The sum of all; False where a fault came to what it must not, or too little was written to say so."""
    done = [line for line in lines if line.skipped is None]
    total = Line("in all")
    for name in ("saved", "lost", "doubled", "refused", "broken"):
        setattr(total, name, sum(getattr(line, name) for line in done))
    wrong = [line.name for line in done if line.wrong]
    total.note(
        f"{len(done) - len(wrong)} of {len(done)} faults came to what they must, {len(lines) - len(done)} skipped"
    )
    if wrong:
        total.wrong.append(", ".join(wrong))
    if total.saved < wanted:
        total.wrong.append(f"fewer than {wanted:,} writes were acknowledged")
    total.print()
    return not total.wrong
