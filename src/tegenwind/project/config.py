"""What the operator sets, read from the environment once.

Every setting has a default that suits ``make run`` on one's own machine. A wrong value is named together with what is
allowed; all wrong values are named at once (:class:`WrongSettings`).
"""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tegenwind.project.config_outside import Mail, Oidc, read_mail, read_oidc

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
LANGUAGES = ("nl", "en")

_SECRET_KEY_MIN = 50
_ADDRESS = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:(?P<port>[0-9]{1,5}))?")

#: What a PostgreSQL address may carry after its question mark; the first two in place of what stands before it.
_POSTGRESQL_OPTIONS = ("host", "port", "sslmode", "sslrootcert")

#: Name, default in words, meaning. The reference page and ``tegenwind check`` are held against this table.
SETTINGS: dict[str, tuple[str, str]] = {
    "PORT": ("8000", "The port to listen on, 1 to 65535."),
    "TEGENWIND_BIND": (
        "127.0.0.1",
        "The address to listen on, an IP address. Anything but loopback needs an https TEGENWIND_URL.",
    ),
    "TEGENWIND_URL": (
        "http://localhost:PORT",
        "Where people reach it: https://name, or http://localhost:PORT on one's own machine.",
    ),
    "TEGENWIND_DATA": ("data", "The folder for the database and the packs ever installed. Made when absent."),
    "TEGENWIND_KEYS": (
        "TEGENWIND_DATA/keys",
        "The folder for the key store. On a server: another disk, with a backup of its own.",
    ),
    "TEGENWIND_DATABASE_URL": (
        "SQLite in TEGENWIND_DATA",
        "sqlite:///PATH or postgresql://user:password@host:port/name.",
    ),
    "TEGENWIND_SECRET_KEY": ("made once, kept in TEGENWIND_DATA", "At least 50 characters; signs cookies and forms."),
    "TEGENWIND_LANGUAGE": ("nl", "The language for who has not chosen one: nl or en."),
    "TEGENWIND_HELP": (
        "the file that is shipped",
        "A YAML file with the help lines and the date they were last checked.",
    ),
    "TEGENWIND_PACKS": ("none", "More folders with packs, separated as in PATH; each holds pack folders."),
    "TEGENWIND_SOURCE": (
        "none",
        "The https address where people find the source code of what runs here (the licence asks for it).",
    ),
    "TEGENWIND_MAIL": (
        "none: no mail is sent",
        "The server that carries mail: smtp+starttls://user:password@host:port, smtps://... or smtp://...",
    ),
    "TEGENWIND_MAIL_FROM": ("none", "The address that mail comes from; needed with TEGENWIND_MAIL."),
    "TEGENWIND_OIDC_ISSUER": (
        "none: nobody comes in through an organisation",
        "The address of an organisation's identity provider (OpenID Connect), https.",
    ),
    "TEGENWIND_OIDC_CLIENT": ("none", "The client id that the organisation gave."),
    "TEGENWIND_OIDC_SECRET": ("none", "The secret that goes with it."),
    "TEGENWIND_OIDC_SECRET_FILE": ("none", "A file with that secret, instead of TEGENWIND_OIDC_SECRET."),
    "TEGENWIND_OIDC_NAME": (
        "the host of the issuer",
        "What the button says of the organisation, 60 characters at most.",
    ),
    "TEGENWIND_WORKERS": ("2", "Server processes, 1 to 32."),
    "TEGENWIND_THREADS": ("4", "Threads in each process, 1 to 64."),
    "TEGENWIND_SMALLEST_GROUP": ("5", "From how many people and answers on anything of a wave is shown, 5 to 50."),
}


class WrongSettings(Exception):
    """One or more settings cannot be used; ``mistakes`` holds a sentence for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Config:
    """The settings in force. Paths are absolute; ``secret_key`` is left out of the repr."""

    port: int
    bind: str
    url: str
    data: Path
    keys: Path
    database: Mapping[str, object] = field(repr=False)
    secret_key: str | None = field(repr=False)
    language: str
    help_file: Path
    packs: tuple[Path, ...]
    source_url: str
    workers: int
    threads: int
    smallest_group: int = 5
    mail: Mail | None = None
    oidc: Oidc | None = None

    @property
    def secure(self) -> bool:
        """Whether people reach it over https (then cookies are ``Secure`` and carry the ``__Host-`` prefix)."""
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or "localhost"

    @property
    def is_sqlite(self) -> bool:
        return "sqlite" in str(self.database["ENGINE"])


def shipped(name: str) -> Path:
    """A folder that travels with the wheel (``packs``, ``policy`` or ``examples``), found in a checkout too."""
    installed = Path(str(resources.files("tegenwind"))) / "data" / name
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[3] / name


def read(environment: Mapping[str, str] | None = None) -> Config:
    """Read the settings.

    Raises:
        WrongSettings: with one sentence per setting that cannot be used.
    """
    env = os.environ if environment is None else environment
    # A name with a slip in it would otherwise leave the default in force, unseen.
    mistakes = [
        f"{name} is not a setting: allowed are {', '.join(SETTINGS)}."
        for name in sorted(env)
        if name.startswith("TEGENWIND_") and name not in SETTINGS and not name.startswith("TEGENWIND_TEST_")
    ]

    def number(name: str, default: int, low: int, high: int) -> int:
        raw = env.get(name, "").strip()
        if not raw:
            return default
        if raw.isascii() and raw.isdigit() and len(raw) <= 10 and low <= int(raw) <= high:
            return int(raw)
        mistakes.append(f"{name} is {raw!r}: allowed is a whole number from {low} to {high}.")
        return default

    port = number("PORT", 8000, 1, 65535)
    workers = number("TEGENWIND_WORKERS", 2, 1, 32)
    threads = number("TEGENWIND_THREADS", 4, 1, 64)
    smallest_group = number("TEGENWIND_SMALLEST_GROUP", 5, 5, 50)
    url = _url(env.get("TEGENWIND_URL", "").strip().rstrip("/") or f"http://localhost:{port}", mistakes)
    bind = _bind(env.get("TEGENWIND_BIND", "").strip() or "127.0.0.1", url, mistakes)

    language = env.get("TEGENWIND_LANGUAGE", "").strip() or "nl"
    if language not in LANGUAGES:
        mistakes.append(f"TEGENWIND_LANGUAGE is {language!r}: allowed are {' and '.join(LANGUAGES)}.")

    data = _folder("TEGENWIND_DATA", env, Path("data"), mistakes)
    keys = _folder("TEGENWIND_KEYS", env, data / "keys", mistakes)
    help_file = Path(env.get("TEGENWIND_HELP", "").strip() or shipped("policy") / "help.yaml").absolute()
    if not _is(help_file, Path.is_file):
        mistakes.append(f"TEGENWIND_HELP is {str(help_file)!r}: allowed is a YAML file that exists.")
    packs = tuple(Path(p.strip()).absolute() for p in env.get("TEGENWIND_PACKS", "").split(os.pathsep) if p.strip())
    absent = [folder for folder in packs if not _is(folder, Path.is_dir)]
    mistakes += [f"TEGENWIND_PACKS names {str(folder)!r}: allowed are folders that exist." for folder in absent]

    source = env.get("TEGENWIND_SOURCE", "").strip()
    if source and not source.startswith("https://"):
        mistakes.append(f"TEGENWIND_SOURCE is {source!r}: allowed is an https address.")

    secret = env.get("TEGENWIND_SECRET_KEY", "").strip() or None
    if secret is not None and len(secret) < _SECRET_KEY_MIN:
        mistakes.append(f"TEGENWIND_SECRET_KEY is too short: allowed are {_SECRET_KEY_MIN} characters or more.")
    database = _database(env.get("TEGENWIND_DATABASE_URL", "").strip(), data, mistakes)
    mail, oidc = read_mail(env, mistakes), read_oidc(env, mistakes, _is)

    if mistakes:
        raise WrongSettings(mistakes)
    return Config(
        port=port,
        bind=bind,
        url=url,
        data=data,
        keys=keys,
        database=database,
        secret_key=secret,
        language=language,
        help_file=help_file,
        packs=packs,
        source_url=source,
        workers=workers,
        threads=threads,
        smallest_group=smallest_group,
        mail=mail,
        oidc=oidc,
    )


def prepare(config: Config) -> str:
    """Make the folders (mode 0700) and the secret key; return the key.

    Raises:
        WrongSettings: when a folder cannot be made or written.
    """
    for name, folder in (("TEGENWIND_DATA", config.data), ("TEGENWIND_KEYS", config.keys)):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise WrongSettings(
                [f"{name} is {str(folder)!r}: {error.strerror}. Allowed is a folder that can be made and written."]
            ) from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise WrongSettings([f"{name} is {str(folder)!r}: it cannot be written. Allowed is a folder of one's own."])
    if config.secret_key is not None:
        return config.secret_key
    path = config.data / "secret-key"
    if not path.exists():
        # Made under a name of its own and linked into place, so that two processes starting at once end with one key.
        draft = config.data / f"secret-key.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(50))
            handle.flush()
            os.fsync(handle.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    key = path.read_text(errors="replace").strip()
    if len(key) < _SECRET_KEY_MIN:
        allowed = f"allowed are {_SECRET_KEY_MIN} characters or more. Without this file a new one is made."
        raise WrongSettings([f"{str(path)!r} is too short: {allowed}"])
    return key


def _url(given: str, mistakes: list[str]) -> str:
    """The address in small letters: ``HTTPS://Name`` must not pass for anything but https."""
    url = given.lower()
    match = _ADDRESS.fullmatch(url)
    if match is None or not 1 <= int(match["port"] or 443) <= 65535:
        mistakes.append(f"TEGENWIND_URL is {given!r}: allowed is https://name or http://localhost:PORT, and no path.")
    elif match["scheme"] == "http" and match["host"] not in LOCAL_HOSTS:
        mistakes.append(
            f"TEGENWIND_URL is {given!r}: http is allowed for localhost only; anywhere else it has to be https."
        )
    return url


def _bind(bind: str, url: str, mistakes: list[str]) -> str:
    try:
        loopback = ipaddress.ip_address(bind).is_loopback
    except ValueError:
        mistakes.append(f"TEGENWIND_BIND is {bind!r}: allowed is an IP address, such as 127.0.0.1 or 0.0.0.0.")
        return bind
    if not loopback and url.startswith("http:"):
        mistakes.append(f"TEGENWIND_BIND is {bind!r}: with an http TEGENWIND_URL only 127.0.0.1 and ::1 are allowed.")
    return bind


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(path)
    except OSError:  # A name that is too long for the file system, for one.
        return False


def _folder(name: str, env: Mapping[str, str], default: Path, mistakes: list[str]) -> Path:
    folder = Path(env.get(name, "").strip() or default).absolute()
    if _is(folder, Path.exists) and not folder.is_dir():
        mistakes.append(f"{name} is {str(folder)!r}, which is a file: allowed is a folder, existing or not.")
    return folder


def _database(url: str, data: Path, mistakes: list[str]) -> Mapping[str, object]:
    allowed = "allowed is sqlite:///PATH or postgresql://user:password@host:port/name"
    if not url:
        return sqlite(data / "db.sqlite3")
    try:
        parts = urlsplit(url)
        understood = bool(parts.path.strip("/")) and (parts.port is None or parts.port > 0)
    except ValueError:
        understood = False
    if understood and parts.scheme == "sqlite" and not parts.netloc and not parts.query:
        return sqlite(Path(unquote(parts.path[1:])).absolute())
    if understood and parts.scheme in ("postgresql", "postgres"):
        unknown = [name for name, _value in parse_qsl(parts.query) if name not in _POSTGRESQL_OPTIONS]
        if not unknown:
            return postgresql(url)
        allowed = f"after the question mark allowed are {', '.join(_POSTGRESQL_OPTIONS)}"
    mistakes.append(f"TEGENWIND_DATABASE_URL is not understood: {allowed}.")
    return sqlite(data / "db.sqlite3")


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as this program needs it: durable at commit, and one writer queueing behind the other."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Tests use a file too: in memory, two writers at once would fail instead of waiting for one another.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
        "OPTIONS": {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        },
    }


def postgresql(url: str) -> dict[str, object]:
    """PostgreSQL through psycopg 3 with its pool."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or query.get("port", "")),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8},
            **{name: value for name, value in query.items() if name.startswith("ssl")},
        },
    }
