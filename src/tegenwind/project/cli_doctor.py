"""``tegenwind doctor``"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from tegenwind.project import config


def add_to(commands: Any) -> None:
    """Add ``doctor`` to the command line."""
    parser = commands.add_parser("doctor", help="tell what of this server is not safe yet, and what to do about it")
    parser.set_defaults(run=_run)


def _run(_options: argparse.Namespace) -> int:
    """0 when nothing was found, 1 with findings, 2 for wrong settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegenwind.project.settings")
    try:
        settings = config.read()
        config.prepare(settings)
        import django

        django.setup()
        from tegenwind.project import doctor

        findings = doctor.examine(settings)
    except config.WrongSettings as wrong:
        print("\n".join(wrong.mistakes), file=sys.stderr)
        return 2
    for number, finding in enumerate(findings, 1):
        print(f"{number}. {finding.what}\n   Why: {finding.why}\n   Do:  {finding.do}\n")
    if not findings:
        print(
            "Nothing was found. What no program can see from inside is in docs/privacy/attackers.md, under 'Not protected'."
        )
    return 1 if findings else 0
