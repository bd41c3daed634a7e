"""Plotly's script as the installed `plotly` package brings it, compressed once and kept beside the app's data.

The package is an extra, and never imported: it would cost every start a good part of a second for a file that is only
sent.
"""

import contextlib
import gzip
import os
import re
import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata, util
from pathlib import Path

FILE = Path("package_data") / "plotly.min.js"
# What the script puts into a style element of its own, unless the page has an element with that id already.
_STYLE_ID = re.compile(rb'getElementById\("([0-9a-f]{64})"\)')


@dataclass(frozen=True)
class PlotlyAsset:
    """The script at `source`; `version` is that of the package and part of the script's address."""

    source: Path
    version: str

    @cached_property
    def style_ids(self) -> tuple[str, ...]:
        """The ids of the style elements that the script would add."""
        return tuple(sorted({found.decode() for found in _STYLE_ID.findall(self.source.read_bytes())}))

    def compressed(self, folder: Path) -> Path | None:
        """The script with gzip in `folder`, made at the first call; None where nothing can be written there.

        It is written under another name and then renamed, so that a reader, or a second process doing the same, finds
        the whole file or none.
        """
        kept = folder / f"plotly-{self.version}.js.gz"
        if kept.exists():
            return kept
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f"{kept.name}.", dir=folder)
        except OSError:
            return None
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(gzip.compress(self.source.read_bytes(), mtime=0))
            Path(name).replace(kept)
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            return None
        return kept


@cache
def installed() -> PlotlyAsset | None:
    """The script of the installed package; None where it is not installed, and every chart stays as it is drawn."""
    spec = util.find_spec("plotly")
    if spec is None or spec.origin is None or not (source := Path(spec.origin).parent / FILE).is_file():
        return None
    return PlotlyAsset(source, metadata.version("plotly"))
