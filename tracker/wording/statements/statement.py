"""What a statement of the pages for everyone is: its words, where they were read, when, and until when they stand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.wording.language import Sentence, said
from tracker.wording.sources import Source


class Place(StrEnum):
    """The page on which a statement stands."""

    EVIDENCE = "evidence"
    CHECKLIST = "checklist"
    HELP = "help_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Sentences that belong together, with all that they were read in.

    `part` is where on its page it stands. `label` introduces it where it stands alone, as an answer; `since` says what
    was published after it.
    """

    code: str
    place: Place
    part: str
    texts: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    heading: Sentence = ""
    since: Sentence = ""
    label: Sentence = ""

    @property
    def title(self) -> str:
        """What it is called, in the language of this request, or blank."""
        return said(self.heading)

    @property
    def said(self) -> tuple[str, ...]:
        """Its sentences, in the language of this request."""
        return tuple(said(text) for text in self.texts)

    @property
    def introduced(self) -> str:
        """What stands above it as an answer, in the language of this request, or blank."""
        return said(self.label)

    @property
    def newer(self) -> str:
        """What was published since, in the language of this request, or blank."""
        return said(self.since)

    @property
    def read_on(self) -> date:
        """The day on which the oldest reading behind it was done."""
        return min(source.read_on for source in self.sources)

    @property
    def look_again_by(self) -> date:
        """The last day on which all that it was read in is taken as it was read."""
        return min(source.look_again_by for source in self.sources)
