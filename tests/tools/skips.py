"""Looks at what a run of tests left out: ``python -m tests.tools.skips JUNIT.xml RUN``.

A test that was skipped is as good as a test that is not there, so each has to stand in ``ALLOWED`` with its reason. Exits
1 when another was skipped, when one that stands there ran after all, and when no test ran.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

#: Per run (as named by ``.ci/run``) the tests that may be skipped there, as ``module::test``, with the reason.
ALLOWED: Mapping[str, Mapping[str, str]] = {
    "sqlite": {},
    "postgresql": {
        "tests.vault.test_durability::test_the_row_number_is_the_random_id": "only SQLite has row numbers",
    },
    "browser": {},
}


def judged(report: str, allowed: Mapping[str, str]) -> tuple[int, list[str]]:
    """How many tests ran, and what is wrong with what was left out. ``report`` is JUnit XML as pytest writes it."""
    count = 0
    ran: set[str] = set()
    skipped: dict[str, str] = {}
    for case in ElementTree.fromstring(report).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name', '').split('[')[0]}"
        left_out = case.find("skipped")
        if left_out is None:
            ran.add(name)
            count += 1
        else:
            skipped[name] = left_out.get("message") or ""
    wrong = [f"{name} was skipped: {why}" for name, why in sorted(skipped.items()) if name not in allowed]
    wrong += [
        f"{name} ran: take it off the list of what may be skipped"
        for name in sorted((ran - set(skipped)) & set(allowed))
    ]
    wrong += [f"{name} is not there: take it off the list" for name in sorted(set(allowed) - ran - set(skipped))]
    if not ran:
        wrong.append("no test ran")
    return count, wrong


def main() -> int:
    if len(sys.argv) != 3 or sys.argv[2] not in ALLOWED:
        print(__doc__, file=sys.stderr)
        return 2
    allowed = ALLOWED[sys.argv[2]]
    count, wrong = judged(Path(sys.argv[1]).read_text(encoding="utf-8"), allowed)
    print(f"{sys.argv[2]}: {count} tests ran, {len(allowed)} may be skipped")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
