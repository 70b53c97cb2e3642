"""The rules of the guard for the browser: the one rule file, without the space that is only there to read it by.

``python -m tests.tools.guard_rules`` writes it anew; a test holds the two in step.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[2] / "src" / "tegenwind"
RULES: Final = SOURCE / "guard" / "rules.json"
BROWSER: Final = SOURCE / "web" / "design" / "static" / "tegenwind" / "guard-rules.json"


def made() -> str:
    """What the browser's file has to hold."""
    rules = json.loads(RULES.read_text(encoding="utf-8"))
    return json.dumps(rules, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    BROWSER.write_text(made(), encoding="utf-8")
