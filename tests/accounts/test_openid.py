"""The identity token and the exchange, against a provider of our own making that can lie in every way, over real HTTP."""

from __future__ import annotations

import hashlib
import json
import threading
import time
import warnings
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from django.http import HttpRequest
from django.test import RequestFactory

from tegenwind.accounts import openid
from tegenwind.project.config_outside import Oidc

CLIENT, SECRET, BACK = "tegenwind", "geheim: met / tekens", "http://localhost:8000/back/"
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _key in range(2))
IN_A_THOUSAND_YEARS = 33_000_000_000  # the same in every process of a parallel run: it is in the names of tests
CURVE = ec.generate_private_key(ec.SECP256R1())


class Liar:
    """A provider. Tests change what it says: ``config``, ``keys``, ``claims``, ``sign``, or a whole ``answer``."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.config: dict[str, Any] = {
            "issuer": url,
            "authorization_endpoint": f"{url}/authorize",
            "token_endpoint": f"{url}/token",
            "jwks_uri": f"{url}/keys",
        }
        self.keys: list[dict[str, Any]] = [public(KEY, "one")]
        self.claims: dict[str, Any] = {}
        self.drop: tuple[str, ...] = ()
        self.sign: Callable[[dict[str, Any]], str] = lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "one"})
        self.answer: tuple[int, bytes] | None = None
        self.moved = ""  # a path that answers with another address
        self.silent: threading.Event | None = None  # says nothing before this is set
        self.visited: list[str] = []
        self.asked: dict[str, str] = {}  # what came with the browser
        self.secrets: list[tuple[str, str]] = []
        self.ways: list[str] = []

    def handle(self, path: str, posted: dict[str, str], authorization: str) -> tuple[int, bytes]:
        self.visited.append(path)
        if self.silent is not None:
            self.silent.wait(20)
        if path == self.moved:
            return 302, b""
        if path.endswith("/openid-configuration"):
            return 200, json.dumps(self.config).encode()
        if path in {"/keys", "/elsewhere"}:
            return 200, json.dumps({"keys": self.keys}).encode()
        assert path == "/token"
        if self.answer is not None:
            return self.answer
        self.ways.append("client_secret_basic" if authorization else "client_secret_post")
        if authorization:
            name, _colon, secret = b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
            self.secrets.append((unquote(name), unquote(secret)))
        else:
            self.secrets.append((posted["client_id"], posted["client_secret"]))
        challenge = urlsafe_b64encode(hashlib.sha256(posted["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        right = challenge == self.asked["code_challenge"] and posted["redirect_uri"] == self.asked["redirect_uri"]
        if posted["code"] != "the-code" or posted["grant_type"] != "authorization_code" or not right:
            return 400, b'{"error": "invalid_grant"}'
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "jansen",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
        }
        claims = {name: one for name, one in (claims | self.claims).items() if name not in self.drop}
        return 200, json.dumps({"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}).encode()


def public(key: Any, name: str | None) -> dict[str, Any]:
    kind = jwt.algorithms.RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else jwt.algorithms.ECAlgorithm
    told: dict[str, Any] = json.loads(kind.to_jwk(key.public_key()))
    return told | ({"kid": name} if name else {}) | {"use": "sig"}


@pytest.fixture
def provider(settings: Any) -> Iterator[Liar]:
    liar: Liar

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(*liar.handle(self.path, {}, ""))

        def do_POST(self) -> None:
            posted = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            fields = {name: values[0] for name, values in posted.items()}
            self.reply(*liar.handle(self.path, fields, self.headers.get("Authorization", "")))

        def reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", liar.url + ("/elsewhere" if liar.moved else "/keys"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    liar = Liar(f"http://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.TEGENWIND = replace(settings.TEGENWIND, oidc=Oidc(liar.url, CLIENT, SECRET, "Oost"))
    yield liar
    server.shutdown()
    thread.join()
    server.server_close()


class Browser(dict[str, Any]):
    """A session that is kept in memory."""


def comes(session: Browser, query: dict[str, str] | None = None) -> HttpRequest:
    request = RequestFactory().get("/back/", query or {})
    request.session = session  # type: ignore[assignment]
    return request


def there_and_back(provider: Liar, **query: str) -> openid.Told:
    session = Browser()
    address = openid.begin(comes(session), back=BACK, purpose="sign-in", go_on="/")
    provider.asked = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
    return openid.finish(comes(session, {"code": "the-code", "state": provider.asked["state"]} | query), back=BACK)


def test_an_honest_provider(provider: Liar) -> None:
    told = there_and_back(provider)
    assert (told.subject, told.purpose, told.go_on) == ("jansen", "sign-in", "/")
    assert "jansen" not in repr(told)
    assert provider.secrets == [(CLIENT, SECRET)]


def test_the_secret_goes_the_way_the_provider_wants_it(provider: Liar) -> None:
    provider.config["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    there_and_back(provider)
    assert provider.secrets == [(CLIENT, SECRET)]


def test_with_elliptic_curves_and_without_a_name_for_the_key(provider: Liar) -> None:
    provider.keys = [public(CURVE, None)]
    provider.sign = lambda claims: jwt.encode(claims, CURVE, "ES256")
    assert there_and_back(provider).subject == "jansen"


@pytest.mark.parametrize("name", ["EdDSA", "Ed25519"])
def test_with_the_old_and_the_new_name_of_an_edwards_curve(provider: Liar, name: str) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    provider.keys = [json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(key.public_key())) | {"kid": "one"}]

    def signed(claims: dict[str, Any]) -> str:
        head, body = (
            urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": name, "kid": "one"}, claims)
        )
        return b".".join([head, body, urlsafe_b64encode(key.sign(head + b"." + body)).rstrip(b"=")]).decode()

    provider.sign = signed
    with warnings.catch_warnings(action="ignore"):  # joserfc tells that RFC 9864 gave it a new name.
        assert there_and_back(provider).subject == "jansen"


@pytest.mark.parametrize("ways", [["client_secret_basic"], ["client_secret_post"], [], None, 12])
def test_a_secret_with_every_kind_of_sign(provider: Liar, ways: Any, settings: Any) -> None:
    secret = '100%2B & één+één: 2 € = "duur"'
    settings.TEGENWIND = replace(settings.TEGENWIND, oidc=replace(settings.TEGENWIND.oidc, secret=secret))
    provider.config["token_endpoint_auth_methods_supported"] = ways
    there_and_back(provider)
    assert provider.secrets == [(CLIENT, secret)]
    assert provider.ways == (ways if isinstance(ways, list) and ways else ["client_secret_basic"])


def test_what_a_header_says_beyond_what_is_known(provider: Liar) -> None:
    """Overlooked, unless the header says that it may not be (RFC 7515, sections 4 and 4.1.11)."""

    def signed(**more: Any) -> Callable[[dict[str, Any]], str]:
        return lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "one", "urn:oost": "x"} | more)

    provider.sign = signed()
    assert there_and_back(provider).subject == "jansen"
    provider.sign = signed(crit=["urn:oost"])
    with pytest.raises(openid.NotValid):
        there_and_back(provider)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "iemand-anders"},
        {"aud": "iemand-anders", "azp": CLIENT},
        {"aud": ["iemand-anders", "nog-iemand"]},
        {"aud": [CLIENT, "iemand-anders"]},
        {"aud": [CLIENT, "iemand-anders"], "azp": "iemand-anders"},
        {"azp": "iemand-anders"},
        {"azp": ""},
        {"iss": "http://localhost:1"},
        {"exp": 1_000_000},
        {"exp": "morgen"},
        {"iat": IN_A_THOUSAND_YEARS},
        {"nbf": IN_A_THOUSAND_YEARS},
        {"nonce": "x"},
        {"nonce": None},
        {"nonce": ""},
        {"sub": ""},
        {"sub": 12},
        {"sub": "x" * 256},
        {"sub": "\ud800"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us(provider: Liar, claims: dict[str, Any]) -> None:
    def signed(told: dict[str, Any]) -> str:
        # PyJWT itself refuses to make some of these.
        return jwt.api_jws.encode(json.dumps(told).encode(), KEY, "RS256", {"kid": "one"})

    provider.claims, provider.sign = claims, signed
    with pytest.raises(openid.NotValid):
        there_and_back(provider)


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "exp", "iat", "nonce"])
def test_a_token_that_leaves_something_out(provider: Liar, name: str) -> None:
    provider.drop = (name,)
    with pytest.raises(openid.NotValid):
        there_and_back(provider)


def test_made_for_us_and_others(provider: Liar) -> None:
    provider.claims = {"aud": [CLIENT, "iemand-anders"], "azp": CLIENT}
    assert there_and_back(provider).subject == "jansen"


def _no_signature(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, "", "none", {"kid": "one"})


def _with_the_public_key_as_a_secret(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, json.dumps(public(KEY, "one")) * 2, "HS256", {"kid": "one"})


def _spoilt(claims: dict[str, Any]) -> str:
    head, _body, signature = jwt.encode(claims, KEY, "RS256", {"kid": "one"}).split(".")
    other = urlsafe_b64encode(json.dumps(claims | {"sub": "directeur"}).encode()).rstrip(b"=").decode()
    return f"{head}.{other}.{signature}"


@pytest.mark.parametrize(
    "sign",
    [
        _no_signature,
        _with_the_public_key_as_a_secret,
        _spoilt,
        lambda claims: jwt.encode(claims, OTHER_KEY, "RS256", {"kid": "one"}),
        lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "two"}),
        lambda claims: "x",
        lambda claims: "x.y.z",
        lambda claims: "",
        lambda claims: None,
        lambda claims: 12,
    ],
)
def test_a_signature_that_does_not_hold(provider: Liar, sign: Callable[[dict[str, Any]], str]) -> None:
    provider.sign = sign
    with pytest.raises(openid.NotValid):
        there_and_back(provider)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [{"kty": "RSA"}],
        [public(KEY, "one"), public(OTHER_KEY, "one")],
        [{"kty": "x", "kid": "one"}],
        [public(KEY, "one") | {"use": "enc"}],
        [public(KEY, "one") | {"alg": "RS512"}],
        "een sleutel",
        None,
    ],
    ids=range(8),
)
def test_keys_that_are_of_no_use(provider: Liar, keys: Any) -> None:
    provider.keys = keys
    with pytest.raises(openid.OpenIdError):
        there_and_back(provider)


@pytest.mark.parametrize(
    "answer",
    [
        (500, b""),
        (200, b""),
        (200, b"[]"),
        (200, b"<html>"),
        (302, b""),
        (200, b'{"id_token": "x", "expires_in": "later"}'),
        (200, b'{"id_token": "x", "expires_in": 1e999}'),
    ],
)
def test_no_answer_worth_the_name(provider: Liar, answer: tuple[int, bytes]) -> None:
    provider.answer = answer
    with pytest.raises(openid.Down):
        there_and_back(provider)


@pytest.mark.parametrize("answer", [(401, b""), (401, b"<html>"), (400, b'{"error": "invalid_client"}')])
def test_a_refusal_is_told_as_one(provider: Liar, answer: tuple[int, bytes]) -> None:
    provider.answer = answer
    with pytest.raises(openid.NotValid, match=rf"^refused \({answer[0]}\)$"):
        there_and_back(provider)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_nobody_is_followed_elsewhere(provider: Liar, path: str) -> None:
    provider.moved = path
    with pytest.raises(openid.Down):
        there_and_back(provider)
    assert path in provider.visited and "/elsewhere" not in provider.visited


def test_who_says_nothing_is_not_waited_for(provider: Liar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openid, "_TIMEOUT", (5, 0.1))
    provider.silent = threading.Event()
    with pytest.raises(openid.Down):
        there_and_back(provider)
    assert not provider.silent.is_set()
    provider.silent.set()


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "http://localhost:1"},
        {"issuer": None},
        {"authorization_endpoint": None},
        {"token_endpoint": 12},
        {"token_endpoint": "https://["},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_provider_that_says_odd_things_of_itself(provider: Liar, change: dict[str, Any]) -> None:
    provider.config |= change
    with pytest.raises(openid.Down):
        there_and_back(provider)


@pytest.mark.parametrize("query", [{"state": "x"}, {"state": ""}])
def test_a_state_that_is_not_ours(provider: Liar, query: dict[str, str]) -> None:
    with pytest.raises(openid.NotOurs):
        there_and_back(provider, **query)


@pytest.mark.parametrize("query", [{"error": "access_denied"}, {"error": "server_error"}, {"code": ""}])
def test_no_is_no(provider: Liar, query: dict[str, str]) -> None:
    with pytest.raises(openid.Refused):
        there_and_back(provider, **query)


def test_messages_carry_nothing_of_anybody(provider: Liar) -> None:
    provider.claims = {"nonce": "x"}
    with pytest.raises(openid.NotValid) as refused:
        there_and_back(provider)
    assert "jansen" not in repr(refused.value) and SECRET not in repr(refused.value)


def test_an_exchange_that_the_provider_refuses(provider: Liar) -> None:
    """Somebody else's code, or one without what only this browser's session holds (RFC 7636)."""
    with pytest.raises(openid.NotValid):
        there_and_back(provider, code="another-code")
    session = Browser()
    address = openid.begin(comes(session), back=BACK, purpose="sign-in", go_on="/")
    provider.asked = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
    session["organisation"][provider.asked["state"]]["verifier"] = "x" * 64
    with pytest.raises(openid.NotValid):
        openid.finish(comes(session, {"code": "the-code", "state": provider.asked["state"]}), back=BACK)
