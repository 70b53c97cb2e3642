"""Files that say what came out last time.

``TEGENWIND_TEST_GOLDEN=write`` writes them anew: read the difference before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path


def same_as_golden(file: Path, text: str) -> None:
    """Hold a text against a golden file."""
    if os.environ.get("TEGENWIND_TEST_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"{file.name} is missing: run once with TEGENWIND_TEST_GOLDEN=write"
    assert text == file.read_text(encoding="utf-8"), f"{file.name} differs: see the module's docstring to keep it"
