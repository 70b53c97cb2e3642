"""What stands on the pages of a PDF, as poppler reads it: for flows with many papers, of which only the words matter."""

from __future__ import annotations

import shutil
import subprocess


def pages(data: bytes) -> list[str]:
    """The text of each page, line by line, in the order in which it is drawn. Raises when it is no PDF."""
    reads = shutil.which("pdftotext")
    assert reads, "These tests read papers with poppler; on Debian: apt-get install poppler-utils"
    command = [reads, "-raw", "-enc", "UTF-8", "-", "-"]
    told = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    return told.removesuffix("\f").split("\f")
