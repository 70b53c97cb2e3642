"""The command line: ``tegenwind serve``, ``demo``, ``check``, ``doctor``, ``backup``, ``restore``, ``report``, ``pack``, ``coach``,
``organisation`` and ``guard``.

Whatever is wrong is told in full, with its place and what is allowed; then nothing has been written and the exit status
is 2.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, TextIO

from tegenwind import __version__
from tegenwind.project import (
    cli_backup,
    cli_coach,
    cli_demo,
    cli_doctor,
    cli_guard,
    cli_organisation,
    cli_pack,
    cli_people,
    cli_report,
)

WRONG = 2


class Parser(argparse.ArgumentParser):
    """argparse with its exit status 2, and with the help for the very command that was misused."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {message}", file=sys.stderr)
        sys.exit(WRONG)


class Reader(io.FileIO):
    """An output whose reader may leave, as ``| head -1`` does: what comes after is written nowhere, and the command ends as it would have."""

    def write(self, data: Any, /) -> int:
        """Bytes written, of those that are wanted or not wanted any more."""
        try:
            return super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, 1 when ``doctor`` found or ``guard`` marked something, or 2 when something was wrong."""
    parser = Parser(prog="tegenwind", description="Look at your own resistance, at your own pace.")
    parser.add_argument("--version", action="version", version=f"tegenwind {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    serve = commands.add_parser("serve", help="set up the data folder and serve the pages")
    serve.set_defaults(run=_serve)
    cli_demo.add_to(commands)
    check = commands.add_parser("check", help="hold settings, packs and program against their rules")
    check.set_defaults(run=_check)
    cli_doctor.add_to(commands)
    cli_backup.add_to(commands)
    cli_people.add_to(commands)
    cli_coach.add_to(commands)
    cli_organisation.add_to(commands)
    cli_report.add_to(commands)
    cli_pack.add_to(commands)
    cli_guard.add_to(commands)
    options = parser.parse_args(arguments)
    if sys.stdout is sys.__stdout__:
        sys.stdout = _patient(sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _patient(sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        # A file name or a word that this terminal cannot show is written out, and is no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status: int = options.run(options)
        return status
    except KeyboardInterrupt:
        return 130


def _patient(stream: TextIO | None) -> TextIO | None:
    """The same stream for one whose reader may leave."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.flush()
    raw = io.BufferedWriter(Reader(stream.fileno(), "w", closefd=False))
    return io.TextIOWrapper(raw, encoding=stream.encoding, line_buffering=stream.line_buffering)


def _serve(_options: argparse.Namespace) -> int:
    from tegenwind.project import serving

    return serving.serve()


def _check(_options: argparse.Namespace) -> int:
    from tegenwind.project import serving

    return serving.check()


if __name__ == "__main__":
    sys.exit(main())
