"""What was read out of a pack version, kept beside the store, so that starting does not mean reading every text anew.

Reading a version is nearly all Markdown and YAML and takes about a tenth of a second; what came out of it, as JSON, is read in a
hundredth of that. So ``parsed/<digest>.json``, beside the folder of the store, holds one pack: a first line that says what it is,
then the pack. It is a copy that may always be thrown away. Whatever is not exactly what this program wrote about exactly
this version, counts as absent, and the files of the pack are read (docs/decisions/0031).
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from tegenwind.packs.model import Pack

#: The modules that read packs here.
ROOM: Final = Path(__file__).parent
_FOLDER: Final = "parsed"
_KIND: Final = "tegenwind-parsed-pack 1"
#: The largest pack that can be installed comes to less than this, in bytes (`portability.rules.PACK_BYTES_MAX`: 4 MB).
_BYTES_MAX: Final = 32_000_000
#: What turns files into a pack besides the modules of this room.
_LIBRARIES: Final = ("markdown-it-py", "pydantic", "pyyaml")


def place(store: Path, digest: str) -> Path:
    """Where a version is kept as it was read."""
    return store.parent / _FOLDER / f"{digest}.json"


def recall(store: Path, digest: str) -> Pack | None:
    """The pack as it was read before; ``None`` when that was not kept, is damaged, or was written by another reader."""
    try:
        first, _, body = _content(place(store, digest)).partition(b"\n")
        if first != _first_line(digest, body):
            return None
        pack = Pack.model_validate_json(body)
    except (OSError, ValueError):
        return None
    return pack if pack.digest == digest else None


def remember(store: Path, pack: Pack) -> None:
    """Keep a pack as it was read, for its owner only, all at once or not at all.

    A folder in which nothing can be written, or a full disk, is no mistake: the files are read again next time.
    """
    body = pack.model_dump_json(by_alias=True).encode()
    if len(body) > _BYTES_MAX or Pack.model_validate_json(body) != pack:
        return  # What would not be read back the same is not worth keeping.
    home = place(store, pack.digest)
    draft: Path | None = None
    try:
        home.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".coming-", dir=home.parent)  # Mode 0600.
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(_first_line(pack.digest, body) + b"\n" + body)
        draft.replace(home)
    except OSError:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


def _content(file: Path) -> bytes:
    """A plain file of ours. Raises ``OSError`` for anything else that may stand there: a link, a pipe, a folder, a huge one."""
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as opened:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > _BYTES_MAX:
            raise OSError(file)
        return opened.read()


def _first_line(digest: str, body: bytes) -> bytes:
    return f"{_KIND} {reader(ROOM)} {digest} {hashlib.sha256(body).hexdigest()}".encode()


@cache
def reader(room: Path) -> str:
    """A name for what reads packs, with its modules in this folder: a change in a rule, a model or a library makes it another one."""
    total = hashlib.sha256()
    for module in sorted(room.glob("*.py")):
        total.update(f"{module.name}\0{hashlib.sha256(module.read_bytes()).hexdigest()}\0".encode())
    for library in _LIBRARIES:
        total.update(f"{library}\0{version(library)}\0".encode())
    return total.hexdigest()
