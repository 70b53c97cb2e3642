"""Browser sessions that tell the database nothing (`SESSION_ENGINE = "tegenwind.accounts.sessions"`).

A row is found by a digest of the session key and opens only with that key, which is in the browser's cookie: who reads
the database sees that so many sessions exist, and until which day. The exact moment of expiry is inside the seal.
"""

import secrets
import struct
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tegenwind.accounts.models import SealedSession
from tegenwind.sealing import SealingError, open_session_data, seal_session_data, session_id

_UNTIL = struct.Struct(">q")


def day_after(moment: datetime) -> Any:
    """The first whole day (UTC) on which `moment` has passed."""
    return moment.astimezone(UTC).date() + timedelta(days=1)


def _data(number: int) -> bytes | None:
    """The sealed data of a session: plain SQL, because every request asks for it (bench/)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM accounts_sealedsession WHERE id = %s", (number,))
        found = cursor.fetchone()
    return None if found is None else bytes(found[0])


class SessionStore(SessionBase):
    """Django's session interface over `SealedSession`."""

    def _number(self, session_key: str) -> int:
        return session_id(session_key.encode("utf-8", "replace"))

    def exists(self, session_key: str | None = None) -> bool:
        key = session_key or self.session_key
        return bool(key) and SealedSession.objects.filter(pk=self._number(str(key))).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Raises `CreateError` when it must be new and is not, `UpdateError` when it was ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        until = self.get_expiry_date(expiry=data.get("_session_expiry"))
        plain = _UNTIL.pack(int(until.timestamp())) + self.serializer().dumps(data)
        token = self.session_key.encode("utf-8", "replace")
        sealed = seal_session_data(plain, token, secrets.token_bytes)
        row = {"data": sealed, "expires_on": day_after(until)}
        if must_create:
            try:
                with transaction.atomic():
                    SealedSession.objects.create(pk=session_id(token), **row)
            except IntegrityError:
                raise CreateError from None
        elif not SealedSession.objects.filter(pk=session_id(token)).update(**row):
            raise UpdateError

    def load(self) -> dict[str, Any]:
        if self.session_key is not None:
            token = self.session_key.encode("utf-8", "replace")
            sealed = _data(session_id(token))
            if sealed is not None:
                try:
                    plain = open_session_data(sealed, token)
                    (until,) = _UNTIL.unpack_from(plain)
                    if until > timezone.now().timestamp():
                        data: dict[str, Any] = self.serializer().loads(plain[_UNTIL.size :])
                        return data
                except (SealingError, struct.error, ValueError):
                    pass  # Damaged or of another format: as good as no session.
        self._session_key = None
        return {}

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            SealedSession.objects.filter(pk=self._number(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Removes the rows whose last day is over."""
        SealedSession.objects.filter(expires_on__lte=timezone.now().astimezone(UTC).date()).delete()
