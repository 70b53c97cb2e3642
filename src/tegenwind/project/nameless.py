"""Where answers of a wave come in, nothing of a request is known that could tell who sends it.

The page to answer on makes the browser leave its cookies at home. This takes away, before Django sees the request, what would
come along all the same: cookies, names, the address it came from, what the browser calls itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

#: Where answers are sent to.
ANSWERS: Final = "/answer/"
#: The headers that stay: under which name and how safely this place is asked, and how long the body is.
_STAY: Final = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_TRANSFER_ENCODING"})
#: What a server or a proxy may say of who asks.
_ASKING: Final = ("REMOTE_USER", "REMOTE_IDENT", "REMOTE_PORT", "AUTH_TYPE", "QUERY_STRING")
_NOBODY: Final = "0.0.0.0"  # noqa: S104  # nosec B104 - an address to show, not one to listen on


class Nameless:
    """The application, with what comes to `ANSWERS` stripped of everything it can do without."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(ANSWERS):
            for name in [name for name in environ if name.startswith("HTTP_") and name not in _STAY]:
                del environ[name]
            for name in _ASKING:
                environ.pop(name, None)
            environ["REMOTE_ADDR"] = _NOBODY
        return self._application(environ, start_response)
