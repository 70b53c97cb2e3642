"""Taking a file in without a disk: in memory, bounded, and only from who has the vault open."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from tegenwind.accounts import queries
from tegenwind.portability import rules
from tegenwind.web.bodies import takes

FIELD = "archive"
View = Callable[..., HttpResponse]

#: What a form needs around its file.
_AROUND = 64 * 1024


class ArchiveHandler(FileUploadHandler):
    """Keeps one file of at most `UPLOAD_MAX` bytes in memory. Any other, and a larger one, is read away into nothing."""

    def __init__(self, *, wanted: bool) -> None:
        super().__init__()
        self.wanted, self.too_large = wanted, False
        self._held: io.BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self.wanted or self.field_name != FIELD or self._held is not None:
            raise SkipFile
        self._held = io.BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        held = self._held
        if held is None or held.tell() + len(raw_data) > rules.UPLOAD_MAX:
            self._held, self.too_large = io.BytesIO(), True
            raise SkipFile
        held.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self._held is None or self.too_large:
            return None
        self._held.seek(0)
        return InMemoryUploadedFile(self._held, FIELD, FIELD, self.content_type, file_size, None)


def with_archive(view: View) -> View:
    """A page to which an archive may be posted. The token of its form is looked for after the handler stands ready, since
    looking for it reads the form."""
    guarded = csrf_protect(view)

    @takes(rules.UPLOAD_MAX + _AROUND)
    @csrf_exempt
    @wraps(view)
    def ready(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        handler = ArchiveHandler(wanted=queries.unlocked_of(request) is not None)
        request.upload_handlers = [handler]
        return guarded(request, *args, **kwargs)

    return ready


def archive_in(request: HttpRequest) -> bytes | None:
    """The file that was posted; None without one."""
    found = request.FILES.get(FIELD)
    if found is None or not isinstance(found.file, io.BytesIO):
        return None
    return found.file.getvalue()
