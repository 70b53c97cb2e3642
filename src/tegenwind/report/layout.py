"""The templates of a report: read once, everything escaped, an unknown name is a mistake."""

from __future__ import annotations

import base64
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


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
    made.filters |= {"font": _font, "percent": _percent, "pixels": _pixels}
    return made


def _percent(part: float) -> Markup:
    """A fraction of the width as SVG says it."""
    return Markup(f"{part * 100:g}%")  # noqa: S704 - a figure # nosec B704


def _pixels(measure: float) -> Markup:
    """A measure in CSS pixels, to a tenth."""
    return Markup(f"{measure:.1f}")  # noqa: S704 - a figure # nosec B704


@cache
def _font(name: str) -> str:
    """A font of the pages, for a document that carries all it needs: base64, which needs no escaping."""
    file = resources.files("tegenwind.report") / "fonts" / "web" / f"{name}.woff2"
    return base64.b64encode(file.read_bytes()).decode("ascii")
