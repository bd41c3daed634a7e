"""What was done, for tests that do not mind what."""

from tracker.domain.values.deeds import SAID, Deed, deed


def said(words: str) -> Deed:
    return deed(SAID, words=words)
