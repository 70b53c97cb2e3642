"""The same people as on the pages."""

from tests.web.conftest import _prepared, join, owner, people  # noqa: F401
