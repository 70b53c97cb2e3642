"""Versions of packs that come along in an archive: believed only after their digest and every check of a pack.

They are installed for who brought them, so that their reports can be shown; what is offered to others is a list that this
never touches.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from tegenwind.packs import BrokenPack, Pack, load
from tegenwind.packs.files import SIZE_MAX
from tegenwind.packs.rules import is_pack_file
from tegenwind.packs.schema import is_digest
from tegenwind.packs.store import install, kept
from tegenwind.portability import archive, refusals, rules
from tegenwind.portability.zips import Incoming

#: The folder of a route or a guide, as an id may be.
_ID: Final = re.compile(r"[a-z0-9-]{1,60}")


def _is_file(path: str) -> bool:
    return is_pack_file(path) and all(_ID.fullmatch(part) for part in path.split("/")[1:-1])


#: Versions that were checked a moment ago: the next request of the same archive need not read them again.
_checked: OrderedDict[str, Pack] = OrderedDict()
_CHECKED_MAX: Final = 8


def named(incoming: Incoming) -> dict[str, list[str]]:
    """The files of each version in the archive, by digest. Raises `Refused`."""
    found: dict[str, list[str]] = {}
    for name in incoming.names(archive.PACKS):
        digest, _slash, file = name.removeprefix(archive.PACKS).partition("/")
        if not is_digest(digest) or not _is_file(file):
            raise refusals.Refused(
                _("In het archief zit een bestand dat er niet hoort: {place}.").format(place=refusals.place(name))
            )
        found.setdefault(digest, []).append(file)
    if len(found) > rules.PACKS_MAX:
        raise refusals.too_much(_("het aantal lijsten met stellingen"), len(found), rules.PACKS_MAX)
    return found


def packed(incoming: Incoming, digest: str, files: list[str]) -> bytes:
    """The files of one version, bounded, as a small zip of our own to be kept until it is installed. Raises `Refused`."""
    if len(files) > rules.PACK_FILES_MAX:
        raise refusals.too_much(refusals.place("packs", digest[:12]), len(files), rules.PACK_FILES_MAX)
    total, made = 0, io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as small:
        for file in sorted(files):
            content = incoming.read(f"{archive.PACKS}{digest}/{file}", SIZE_MAX)
            total += len(content)
            if total > rules.PACK_BYTES_MAX:
                raise refusals.too_much(refusals.place("packs", digest[:12]), total, rules.PACK_BYTES_MAX)
            small.writestr(file, content)
    return made.getvalue()


def known(store: Path, digest: str) -> Pack | None:
    """The version with this digest, if it stands in the store."""
    try:
        return kept(store, digest)
    except (FileNotFoundError, BrokenPack):
        return None


def checked(store: Path, digest: str, small: bytes) -> Pack:
    """The version in a small zip of `packed`. Raises `Refused` when it is another one, or has mistakes."""
    if digest not in _checked:
        with _unpacked(store, digest, small) as folder:
            _checked[digest] = _loaded(folder, digest)
        while len(_checked) > _CHECKED_MAX:
            _checked.popitem(last=False)
    return _checked[digest]


def install_checked(store: Path, digest: str, small: bytes) -> None:
    """Keep a version in the store. Raises `Refused`."""
    with _unpacked(store, digest, small) as folder:
        _loaded(folder, digest)
        install(folder, store)


def room(store: Path) -> bool:
    """Whether the store may take another version from an archive."""
    return sum(1 for one in store.iterdir() if is_digest(one.name)) < rules.STORE_MAX


@contextmanager
def _unpacked(store: Path, digest: str, small: bytes) -> Iterator[Path]:
    """The files in a folder beside the store's own: what everybody may read, and nothing of a person."""
    draft = Path(tempfile.mkdtemp(prefix=".coming-", dir=store))
    try:
        home = draft / digest
        with zipfile.ZipFile(io.BytesIO(small)) as unpacked:
            for name in unpacked.namelist():
                target = home / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(unpacked.read(name))
        yield home
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _loaded(folder: Path, digest: str) -> Pack:
    try:
        pack = load(folder)
    except BrokenPack as broken:
        first = broken.mistakes[0]
        where = refusals.place(
            first.file.relative_to(folder).as_posix() if first.file != folder else "packs", first.line
        )
        raise refusals.Refused(
            _("De lijst met stellingen in het archief klopt niet bij {place}: {what}, {allowed}.").format(
                place=where, what=first.what[:200], allowed=first.allowed[:200]
            )
        ) from None
    if pack.digest != digest:
        raise refusals.Refused(
            _("De lijst met stellingen {pack} in het archief is veranderd nadat ze was meegenomen.").format(
                pack=refusals.place(pack.id)
            )
        )
    return pack
