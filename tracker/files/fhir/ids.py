"""Ids of resources: the row's own where one resource is made of it, and derived from it where several are.

They are the same in every export, so that whoever reads two of them knows what is the same. Source: RFC 9562, 5.5.
"""

from hashlib import sha1
from typing import Final

from tracker.files.fhir.json_parts import Json

_VARIANT: Final = ("8", "9", "a", "b")


def derived(row_id: str, part: str) -> str:
    """The UUID of version 5 of `part` within the row: what `uuid.uuid5(row_id, part)` gives, without its objects."""
    made = sha1(bytes.fromhex(row_id.replace("-", "")) + part.encode(), usedforsecurity=False).hexdigest()
    return f"{made[:8]}-{made[8:12]}-5{made[13:16]}-{_VARIANT[int(made[16], 16) & 3]}{made[17:20]}-{made[20:32]}"


def url_of(resource_id: str) -> str:
    """The address of a resource within its bundle."""
    return f"urn:uuid:{resource_id}"


def reference(resource_id: str) -> Json:
    """A reference to a resource of the same bundle."""
    return f'{{"reference":"urn:uuid:{resource_id}"}}'


def identifier(resource_id: str) -> Json:
    """What stays with a resource wherever it is copied to, when a server gives it another id."""
    return f'{{"system":"urn:ietf:rfc:3986","value":"urn:uuid:{resource_id}"}}'
