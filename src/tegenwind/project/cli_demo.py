"""``tegenwind demo``"""

from __future__ import annotations

import argparse
from typing import Any


def add_to(commands: Any) -> None:
    """Add ``demo`` to the command line."""
    parser = commands.add_parser(
        "demo", help="serve with two made-up helpers in it, in a folder that is gone afterwards"
    )
    parser.add_argument("--port", metavar="PORT", help="the port to listen on (default: PORT, else 8000)")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from tegenwind.project import demo

    return demo.run(options.port)
