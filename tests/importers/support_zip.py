"""Archives made in a test."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any


def packed(members: Mapping[str, Any]) -> bytes:
    """An archive of these members: bytes and texts as they are, anything else as JSON."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, value in members.items():
            archive.writestr(name, value if isinstance(value, bytes | str) else json.dumps(value))
    return made.getvalue()
