"""Every pack version ever installed, by its digest, so that an upgrade never takes away what someone began with."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from tegenwind.packs import parsed
from tegenwind.packs.files import walk
from tegenwind.packs.mistakes import BrokenPack, Mistake
from tegenwind.packs.model import Pack
from tegenwind.packs.read import digest as digest_of
from tegenwind.packs.read import load
from tegenwind.packs.schema import is_digest


def install(folder: Path, store: Path) -> Pack:
    """Check a pack and keep a copy of it in the store, under its digest. A version that is there already is left alone.

    The copy is made beside its place and moved there whole, so that a stop halfway leaves no half pack.

    Raises:
        BrokenPack: when the pack has mistakes; nothing is kept then.
    """
    digest = digest_of(folder)
    home = store / digest
    if home.is_dir():
        return kept(store, digest)  # Checked when it came; and the server needs it in memory anyway.
    pack = load(folder)
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".coming-", dir=store))
    try:
        for file in walk(folder):
            target = draft / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as handle:
                handle.write(file.read_bytes())
                handle.flush()
                os.fsync(handle.fileno())
        try:
            draft.rename(home)
        except OSError:
            if not home.is_dir():  # Someone else installed the same version in the same moment: theirs is as good.
                raise
        else:
            parsed.remember(store, pack)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return pack


@lru_cache(maxsize=64)
def kept(store: Path, digest: str) -> Pack:
    """The version with this digest, out of the store; its files are only read anew when what was read before is not at hand.

    Raises:
        FileNotFoundError: when this version was never installed here.
        BrokenPack: when its files were changed by hand.
    """
    home = store / digest
    if not is_digest(digest) or not home.is_dir():
        raise FileNotFoundError(digest)
    if digest_of(home) == digest and (known := parsed.recall(store, digest)) is not None:
        return known
    pack = load(home)
    if pack.digest != digest:
        what = "the files of this version were changed"
        raise BrokenPack(
            [Mistake(home, 1, 1, what, "allowed is what was installed: remove this folder, install it again")]
        )
    parsed.remember(store, pack)
    return pack
