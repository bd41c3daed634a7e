"""Sealed values: opened by whoever holds the key, for their owner, unchanged; and by nobody else."""

import pytest

from tracker.factors.services.sealing import CannotOpen, Sealer

OLD, NEW = "the former secret of this server", "the secret of this server today"
PLAIN, OWNER = b"a secret of an account", b"account 1"


def test_what_is_sealed_is_opened() -> None:
    sealer = Sealer([NEW])
    sealed = sealer.seal(PLAIN, OWNER)
    assert PLAIN not in sealed
    assert sealer.open(sealed, OWNER) == PLAIN


def test_the_same_value_is_sealed_another_way_each_time() -> None:
    sealer = Sealer([NEW])
    assert len({sealer.seal(PLAIN, OWNER) for _ in range(50)}) == 50


def test_every_changed_byte_is_noticed() -> None:
    sealer = Sealer([NEW])
    sealed = sealer.seal(PLAIN, OWNER)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(CannotOpen):
            sealer.open(bytes(changed), OWNER)


@pytest.mark.parametrize("owner", [b"account 2", b"", b"account 11"])
def test_another_owner_opens_nothing(owner: bytes) -> None:
    sealer = Sealer([NEW])
    with pytest.raises(CannotOpen):
        sealer.open(sealer.seal(PLAIN, OWNER), owner)


@pytest.mark.parametrize("cut", [b"", b"\x01", b"\x01" * 16, b"\x02" * 60])
def test_what_is_no_sealed_value_is_refused(cut: bytes) -> None:
    with pytest.raises(CannotOpen):
        Sealer([NEW]).open(cut, OWNER)


def test_keys_can_be_changed() -> None:
    before, between, after = Sealer([OLD]), Sealer([NEW, OLD]), Sealer([NEW])
    sealed = before.seal(PLAIN, OWNER)
    assert between.open(sealed, OWNER) == PLAIN
    assert not between.is_newest(sealed)
    anew = between.seal(PLAIN, OWNER)
    assert between.is_newest(anew)
    assert after.open(anew, OWNER) == PLAIN
    with pytest.raises(CannotOpen):
        after.open(sealed, OWNER)
