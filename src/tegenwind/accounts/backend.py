"""Finding who signs in."""

from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from tegenwind.accounts import queries
from tegenwind.accounts.models import Person


class NameBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend, except that a name is found in any case and Unicode form, on every database.

    (A comparison by the database leaves É and é apart on SQLite.)
    """

    def _authenticate_by_username(self, username: str, password: str) -> AbstractBaseUser | None:
        return cast(AbstractBaseUser | None, self._check_password(queries.person_named(username), password))

    def get_user(self, user_id: Any) -> Person | None:
        """Who a session belongs to; nobody when the account was closed."""
        person = queries.person(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
