"""Taking a protection away, by name, to see that the attack it stands against then succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from tegenwind.sealing import letters, records, sessions, shares, slots


def take_away(name: str) -> None:
    """Raises `KeyError` for a protection that is none."""
    PROTECTIONS[name]()


class _NoTransaction:
    """`django.db.transaction` in which nothing belongs together."""

    @staticmethod
    def atomic(function: Any = None) -> Any:
        @contextmanager
        def nothing() -> Iterator[None]:
            yield

        return function if callable(function) else nothing()

    @staticmethod
    def on_commit(done: Callable[[], None]) -> None:
        done()


def _no_transaction_for_a_passphrase() -> None:
    from tegenwind.accounts import actions

    actions.transaction = _NoTransaction  # type: ignore[assignment,attr-defined]


def _no_row_is_held() -> None:
    """PostgreSQL holds no row without a transaction, and Django says so: with the one goes the other."""
    from django.db.models import QuerySet

    QuerySet.select_for_update = lambda found, *_given, **_named: found  # type: ignore[method-assign]


def _no_transaction_for_a_recovery_code() -> None:
    from tegenwind.accounts import actions

    actions.confirm_recovery_code = actions.confirm_recovery_code.__wrapped__.__wrapped__  # type: ignore[attr-defined]
    _no_row_is_held()


def _no_transaction_for_a_new_key() -> None:
    from tegenwind.accounts import succession
    from tegenwind.portability import rotation
    from tegenwind.vault import moving

    for module in (rotation, moving, succession):
        module.transaction = _NoTransaction  # type: ignore[attr-defined]
    succession.finish = succession.finish.__wrapped__  # type: ignore[attr-defined]


def _key_goes_first() -> None:
    """The pepper is deleted before the rows are."""
    from tegenwind.accounts import actions
    from tegenwind.accounts.keystore import key_store

    erase = actions.erase_person

    def at_once(person: Any) -> None:
        key_store().delete(person.pk)
        erase(person)

    actions.erase_person = at_once


def _key_does_not_wait() -> None:
    """The pepper of somebody who is being erased is not marked as waiting."""
    from tegenwind.accounts.keystore import FileKeyStore

    FileKeyStore.unsettle = lambda self, person_id: None  # type: ignore[method-assign]


def _key_comes_last() -> None:
    """The account is committed before its pepper is kept."""
    from tegenwind.accounts import models

    @contextmanager
    def late(person_id: int, pepper: bytes) -> Iterator[None]:
        from django.db import transaction

        from tegenwind.accounts.keystore import key_store

        yield

        def at_last() -> None:
            key_store().create(person_id, pepper)
            key_store().settle(person_id)

        transaction.on_commit(at_last)

    models.new_pepper = late  # type: ignore[attr-defined]


def _box_comes_last() -> None:
    """The rows of a wave are committed before there is a box, or a key."""
    from django.db import transaction

    from tegenwind.accounts.keystore import key_store
    from tegenwind.waves import house, opening

    class Late:
        def __init__(self, done: Any) -> None:
            self.done = done

        def __getattr__(self, _name: str) -> Any:
            return lambda *given: transaction.on_commit(lambda: self.done(*given))

    class House:
        def __getattr__(self, name: str) -> Any:
            return getattr(house, name)

        def box(self, wave_id: int) -> Any:
            return Late(house.box(wave_id).make)

    keep = key_store().keep_wave_key
    vars(opening)["house"] = House()
    vars(opening)["key_store"] = lambda: Late(keep)


def _box_goes_first() -> None:
    """The box and the key of a wave are destroyed before what they gave is committed."""
    from tegenwind.waves import closing, house

    end = closing._end

    def at_once(wave: Any, *given: Any) -> None:
        house.destroy(wave.pk)
        end(wave, *given)

    vars(closing)["_end"] = at_once


class _Unbound:
    """AES-GCM that forgets where bytes belong."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def encrypt(self, nonce: bytes, plain: bytes, _associated: bytes) -> bytes:
        return self._cipher.encrypt(nonce, plain, None)

    def decrypt(self, nonce: bytes, sealed: bytes, _associated: bytes) -> bytes:
        return self._cipher.decrypt(nonce, sealed, None)


class _Unchecked:
    """AES in counter mode as GCM has it, without looking at the check."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def _run(self, nonce: bytes, given: bytes) -> bytes:
        cipher = Cipher(AES(self._key), CTR(nonce + (2).to_bytes(4, "big"))).encryptor()
        return cipher.update(given) + cipher.finalize()

    def encrypt(self, nonce: bytes, plain: bytes, _associated: bytes) -> bytes:
        return self._run(nonce, plain) + bytes(16)

    def decrypt(self, nonce: bytes, sealed: bytes, _associated: bytes) -> bytes:
        return self._run(nonce, sealed[:-16])


def _cipher(kind: type[Any]) -> Callable[[], None]:
    def replace() -> None:
        for module in _SEALING:
            module.AESGCM = kind  # type: ignore[attr-defined]

    return replace


_SEALING: Final = (letters, records, sessions, shares, slots)


@contextmanager
def without(name: str) -> Iterator[None]:
    """For as long as this lasts, in this process. Only for protections of `tegenwind.sealing`."""
    before = [module.AESGCM for module in _SEALING]
    try:
        take_away(name)
        yield
    finally:
        for module, cipher in zip(_SEALING, before, strict=True):
            module.AESGCM = cipher  # type: ignore[attr-defined]


PROTECTIONS: Final[dict[str, Callable[[], None]]] = {
    "a passphrase in one transaction": _no_transaction_for_a_passphrase,
    "a recovery code in one transaction": _no_transaction_for_a_recovery_code,
    "a new key in transactions": _no_transaction_for_a_new_key,
    "the pepper goes after the rows": _key_goes_first,
    "the pepper of who goes waits": _key_does_not_wait,
    "the pepper comes before the account": _key_comes_last,
    "the box comes before the wave": _box_comes_last,
    "the box goes after the result": _box_goes_first,
    "bytes are bound to their place": _cipher(_Unbound),
    "the check at the end of a box": _cipher(_Unchecked),
}
