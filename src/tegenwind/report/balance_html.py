"""The report of Evenwicht as HTML, for the page that shows exactly what goes in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from markupsafe import Markup

from tegenwind.practice.balance_document import BalanceReport, Block, Needed, Swing, Table
from tegenwind.practice.retelling import Line
from tegenwind.report.layout import environment
from tegenwind.report.needs_picture import needs_svg
from tegenwind.report.pendulum_picture import pendulum_svg


def balance_html(report: BalanceReport) -> Markup:
    """The sections and the instruction, with headings from the second level on. Every text is escaped by the template."""
    numbers = count(1)
    # Safe: the template escapes everything that it is given.
    return Markup(  # noqa: S704 # nosec B704
        environment()
        .get_template("balance.html")
        .render(report=report, what=what, pictures=lambda block: _pictures(block, report, next(numbers)))
    )


def _pictures(block: Swing | Needed, report: BalanceReport, number: int) -> Iterator[Markup]:
    """The pictures of a block, with ids that stand once on the page: of the needs one for wide and one for small screens."""
    if isinstance(block, Swing):
        yield pendulum_svg(block.pendulum, report.pendulum_labels, name=f"swing-{number}")
    else:
        for narrow, name in ((False, "needs-wide"), (True, "needs-narrow")):
            svg = needs_svg(block.report, narrow=narrow)
            for part in ("t", "d", "m"):
                svg = svg.replace(f"{name}-{part}", f"{name}-{number}-{part}")
            yield svg


def what(block: Block) -> str:
    """What a block is, for a template: the look of a line, ``table``, ``swing`` or ``needs``."""
    if isinstance(block, Line):
        return block.look
    if isinstance(block, Table):
        return "table"
    return "swing" if isinstance(block, Swing) else "needs" if isinstance(block, Needed) else ""
