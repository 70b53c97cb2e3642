"""How large an archive may be, and how much is done in one go. Documented in docs/reference/archive-format.md."""

from __future__ import annotations

from typing import Final

FORMAT: Final = 1
"""The version of the archive that is written. Every older one is read."""

UPLOAD_MAX: Final = 64 * 1024 * 1024
"""The largest archive that is taken in, in bytes. Refused before it is read."""

JSON_MAX: Final = 48 * 1024 * 1024
"""The largest `tegenwind.json`, unpacked."""

PDF_MAX: Final = 80 * 1024 * 1024
"""The most that the volumes of the book take together, before they are packed to about half. After that the book goes on in
HTML alone, so that what is taken along can be brought in."""

RECORDS_MAX: Final = 20_000
RECORD_MAX: Final = 512 * 1024
"""The longest record as JSON, in characters. The longest that the program itself writes, a moment of a case written full
everywhere, is little more than half of this."""

DEPTH_MAX: Final = 20
"""How deep a record may go, in lists and objects inside each other."""

SLOT_MAX: Final = 200
MEMBERS_MAX: Final = 5_000
"""The most files in an archive; and its list of contents is at most `CONTENTS_MAX` bytes."""
CONTENTS_MAX: Final = 1024 * 1024

PACKS_MAX: Final = 50
"""The most pack versions that one archive may bring along, with per version at most `PACK_FILES_MAX` files and
`PACK_BYTES_MAX` bytes."""
PACK_FILES_MAX: Final = 400
PACK_BYTES_MAX: Final = 4 * 1024 * 1024

STORE_MAX: Final = 1_000
"""A store with this many versions takes none from an archive: people cannot fill a disk."""

AT_ONCE: Final = 500
"""The most records read, checked or written in one request."""

VOLUME: Final = 60
"""The most records in one PDF of the book."""

SECONDS: Final = 1.0
"""About as long as one request works on; it stops at the first record after that."""

AGAIN_MAX: Final = 2
"""How often making an archive begins anew by itself because something was written meanwhile."""
