"""Browser sessions: Django's interface, sealed."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.utils import timezone

from tegenwind.accounts.models import SealedSession
from tegenwind.accounts.sessions import SessionStore
from tegenwind.sealing import session_id

pytestmark = pytest.mark.django_db


def saved(**data: object) -> SessionStore:
    session = SessionStore()
    session.update(data)
    session.save()
    return session


def test_what_was_saved_comes_back() -> None:
    session = saved(person="4611", nested={"a": [1, "twee"]})
    again = SessionStore(session.session_key)
    assert again["person"] == "4611" and again["nested"] == {"a": [1, "twee"]}
    again["more"] = True
    again.save()
    assert SessionStore(session.session_key).get("more") is True
    assert SealedSession.objects.count() == 1


def test_the_row_tells_nothing() -> None:
    session = saved(_auth_user_id="4611686018427387904")
    row = SealedSession.objects.get()
    assert session.session_key
    assert row.pk == session_id(session.session_key.encode())
    data = bytes(row.data)
    assert b"4611686018427387904" not in data and session.session_key.encode() not in data
    empty = saved()
    assert empty.session_key
    assert len(data) == len(bytes(SealedSession.objects.get(pk=session_id(empty.session_key.encode())).data))
    assert row.expires_on > (timezone.now() + timedelta(seconds=session.get_session_cookie_age())).date()


def test_a_changed_row_is_no_session() -> None:
    session = saved(person="4611")
    row = SealedSession.objects.get()
    row.data = bytes(row.data)[:-1] + bytes([bytes(row.data)[-1] ^ 1])
    row.save()
    again = SessionStore(session.session_key)
    assert dict(again.items()) == {} and again.session_key is None


def test_a_row_does_not_open_under_another_key() -> None:
    one, other = saved(person="1"), saved(person="2")
    assert one.session_key and other.session_key
    mine = SealedSession.objects.get(pk=session_id(one.session_key.encode()))
    SealedSession.objects.filter(pk=session_id(other.session_key.encode())).update(data=bytes(mine.data))
    assert SessionStore(other.session_key).get("person") is None


def test_cycling_keeps_the_data_under_a_new_key() -> None:
    session = saved(person="4611")
    old = session.session_key
    session.cycle_key()
    session.save()
    assert session.session_key != old
    assert not SessionStore().exists(old) and SessionStore().exists(session.session_key)
    assert SessionStore(session.session_key)["person"] == "4611"
    assert SessionStore(old).get("person") is None


def test_flushing_ends_it() -> None:
    session = saved(person="4611")
    old = session.session_key
    session.flush()
    assert session.session_key is None and session.is_empty()
    assert not SealedSession.objects.exists()
    assert SessionStore(old).get("person") is None


def test_a_session_ended_elsewhere_is_not_brought_back() -> None:
    session = saved(person="4611")
    other_tab = SessionStore(session.session_key)
    other_tab["more"] = 1
    session.flush()
    with pytest.raises(UpdateError):
        other_tab.save()
    assert not SealedSession.objects.exists()


def test_a_key_is_made_once() -> None:
    session = saved()
    with pytest.raises(CreateError):
        SessionStore(session.session_key).save(must_create=True)


def test_an_unknown_key_starts_an_empty_session() -> None:
    session = SessionStore("0123456789abcdef0123456789abcdef")
    assert session.get("anything") is None
    session["a"] = 1
    session.save()
    assert session.session_key != "0123456789abcdef0123456789abcdef"
    assert not SessionStore().exists(None)


def test_expiry_is_exact_though_the_row_says_the_day_only() -> None:
    session = saved(person="4611")
    session.set_expiry(timezone.now() - timedelta(seconds=5))
    session.save()
    assert SealedSession.objects.get().expires_on > timezone.now().date() - timedelta(days=1)
    assert SessionStore(session.session_key).get("person") is None


def test_rows_whose_last_day_is_over_are_cleared() -> None:
    saved(person="1")
    old = saved(person="2")
    assert old.session_key
    past = timezone.now().date() - timedelta(days=1)
    SealedSession.objects.filter(pk=session_id(old.session_key.encode())).update(expires_on=past)
    SessionStore.clear_expired()
    assert SealedSession.objects.count() == 1
