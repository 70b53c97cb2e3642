"""The templates of a report: read once, everything escaped, an unknown name is a mistake."""

from __future__ import annotations

import base64
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def environment() -> Environment:
    """The templates of this package. Nothing a person wrote is markup: escaping is on for every file."""
    made = Environment(
        loader=PackageLoader("tegenwind.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["font"] = _font
    return made


@cache
def _font(name: str) -> str:
    """A font of the pages, for a document that carries all it needs: base64, which needs no escaping."""
    file = resources.files("tegenwind.report") / "fonts" / "web" / f"{name}.woff2"
    return base64.b64encode(file.read_bytes()).decode("ascii")
