"""Encrypted files, read by joserfc, which shares nothing with what wrote them."""

import json

import pytest
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from tests.manifests.readers import decoded
from tracker.manifests.services.encrypting import encrypted

KEY = bytes(range(32))
DATA = '{"resourceType":"Bundle","note":"naïve, 7.10"}'.encode() * 40


@pytest.mark.parametrize("compressed", [True, False])
def test_it_comes_back_with_its_kind(compressed: bool) -> None:
    found = jwe.decrypt_compact(encrypted(DATA, KEY, compressed=compressed), OctKey.import_key(KEY))
    assert found.plaintext == DATA
    header = {"alg": "dir", "enc": "A256GCM", "cty": "application/fhir+json"}
    assert found.headers() == header | ({"zip": "DEF"} if compressed else {})


def test_another_key_opens_nothing_and_a_changed_letter_is_found() -> None:
    made = encrypted(DATA, KEY, compressed=True)
    with pytest.raises((JoseError, ValueError)):
        jwe.decrypt_compact(made, OctKey.import_key(KEY[::-1]))
    parts = made.split(".")
    parts[3] = ("A" if parts[3][0] != "A" else "B") + parts[3][1:]
    with pytest.raises((JoseError, ValueError)):
        jwe.decrypt_compact(".".join(parts), OctKey.import_key(KEY))


def test_each_has_a_nonce_of_its_own_and_no_key_of_its_own() -> None:
    made = [encrypted(DATA, KEY, compressed=True).split(".") for _ in range(200)]
    assert len({nonce for _head, _key, nonce, _text, _tag in made}) == 200
    assert {key for _head, key, _nonce, _text, _tag in made} == {""}
    assert {len(decoded(nonce)) for _head, _key, nonce, _text, _tag in made} == {12}
    assert {json.loads(decoded(head))["alg"] for head, *_rest in made} == {"dir"}
