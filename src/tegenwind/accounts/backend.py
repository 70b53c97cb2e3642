"""Finding who signs in."""

from typing import cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from tegenwind.accounts import queries


class NameBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend, except that a name is found in any case and Unicode form, on every database.

    (A comparison by the database leaves É and é apart on SQLite.)
    """

    def _authenticate_by_username(self, username: str, password: str) -> AbstractBaseUser | None:
        return cast(AbstractBaseUser | None, self._check_password(queries.person_named(username), password))
