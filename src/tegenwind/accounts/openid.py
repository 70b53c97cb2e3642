"""OpenID Connect, as far as signing in asks for it: the code flow with PKCE, a state and a nonce of our own.

The protocol is Authlib's: the question, the exchange, the signature (joserfc, its other half) and the claims. What is
decided here is what a library leaves open: which signatures, which audience and issuer, how many questions at once and for
how long, that no redirect is followed, and what each failure is called. Only the subject of the identity token is looked at,
and no token is kept (OpenID Connect Core 1.0, section 3.1.3.7; RFC 7636 for PKCE).
"""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Final, Protocol
from urllib.parse import quote, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from django.http import HttpRequest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

# A provider signs with its private key. Signatures made with a shared secret, or none, are for nobody to accept.
_ALGORITHMS: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
_IN_SESSION: Final = "organisation"
_MOST_UNDER_WAY: Final = 5
UNDER_WAY_SECONDS: Final = 10 * 60
"""How long a person may take at their organisation."""
_TIMEOUT: Final = (5, 10)
_LEEWAY: Final = 60
_LONGEST_SUBJECT: Final = 255


class OpenIdError(Exception):
    """Signing in through the organisation came to nothing. Messages carry no token, no code, and nothing that a claim says."""


class Down(OpenIdError):
    """The provider does not answer, or not as a provider."""


class Refused(OpenIdError):
    """The person, or the organisation, said no."""


class NotOurs(OpenIdError):
    """What came back was not asked for in this browser, or too long ago."""


class NotValid(OpenIdError):
    """The identity token is not one for us."""


@dataclass(frozen=True)
class Told:
    """What came back: who it is there, and what it was asked for. `purpose` is ``"sign-in"`` or ``"connect"``."""

    subject: str = field(repr=False)
    purpose: str
    go_on: str


class Provider(Protocol):
    """What the operator told of the identity provider (`project.config_outside.Oidc`)."""

    @property
    def issuer(self) -> str: ...
    @property
    def client(self) -> str: ...
    @property
    def secret(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def origin(self) -> str: ...


def provider() -> Provider:
    """The provider in force. Only for pages that are not there without one."""
    found: Provider | None = settings.TEGENWIND.oidc
    if found is None:
        raise RuntimeError("no identity provider is set")
    return found


def begin(request: HttpRequest, *, back: str, purpose: str, go_on: str) -> str:
    """The address at the organisation to send this browser to. Raises `Down`.

    Args:
        back: the whole address of ours that it leads back to.
        go_on: where the person was going; of our own.
    """
    state, verifier, nonce = (secrets.token_urlsafe(length) for length in (24, 48, 24))
    with _client() as client:
        asked = {"redirect_uri": back, "state": state, "code_verifier": verifier, "nonce": nonce}
        address, _state = client.create_authorization_url(_discover(client)["authorization_endpoint"], **asked)
    under_way = {name: one for name, one in _under_way(request).items() if time.time() - one["at"] < UNDER_WAY_SECONDS}
    too_many = max(0, len(under_way) + 1 - _MOST_UNDER_WAY)
    for oldest in sorted(under_way, key=lambda name: under_way[name]["at"])[:too_many]:
        del under_way[oldest]
    under_way[state] = {"verifier": verifier, "nonce": nonce, "at": time.time(), "purpose": purpose, "go_on": go_on}
    request.session[_IN_SESSION] = under_way
    return str(address)


def finish(request: HttpRequest, *, back: str) -> Told:
    """Who came back. What was under way is used up by this. Raises `NotOurs`, `Refused`, `Down`, `NotValid`."""
    under_way = _under_way(request)
    asked = under_way.pop(request.GET.get("state", ""), None)
    if asked is None or time.time() - asked["at"] >= UNDER_WAY_SECONDS:
        raise NotOurs
    request.session[_IN_SESSION] = under_way
    if request.GET.get("error") or not request.GET.get("code"):
        raise Refused
    with _client() as client:
        endpoints = _discover(client)
        token = _exchange(client, endpoints, request.GET["code"], asked["verifier"], back)
        keys = _json(client, endpoints["jwks_uri"])
    return Told(_subject(endpoints["issuer"], token, keys, asked["nonce"]), asked["purpose"], asked["go_on"])


def _under_way(request: HttpRequest) -> dict[str, dict[str, Any]]:
    found = request.session.get(_IN_SESSION)
    return dict(found) if isinstance(found, dict) else {}


def _client() -> OAuth2Session:
    """What asks the provider: never waiting for long, and never going where it is sent on to."""
    ours = provider()
    client = OAuth2Session(
        ours.client,
        ours.secret,
        scope="openid",
        code_challenge_method="S256",
        default_timeout=_TIMEOUT,
        max_redirects=0,
    )
    client.register_compliance_hook("access_token_response", _taken)
    return client


def _discover(client: OAuth2Session) -> dict[str, Any]:
    """What the provider says of itself (OpenID Connect Discovery 1.0, section 4)."""
    issuer = provider().issuer
    told = _json(client, f"{issuer}/.well-known/openid-configuration")
    if str(told.get("issuer", "")).rstrip("/") != issuer:
        raise Down("the provider goes by another name")
    # Authlib's own check of these lets go of https altogether when an environment variable tells it to.
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if _scheme(told.get(name)) not in {"https", _scheme(issuer)}:
            raise Down(f"no usable {name}")
    return told


def _scheme(address: object) -> str:
    try:
        return urlsplit(address).scheme if isinstance(address, str) else ""
    except ValueError:
        return ""


def _json(client: OAuth2Session, address: str) -> dict[str, Any]:
    """The JSON object at an address. Raises `Down`. What went wrong is never told with its content."""
    try:
        answer = client.get(address, withhold_token=True)
        told = answer.json() if answer.status_code == requests.codes.ok else None
    except requests.RequestException:
        raise Down("no answer") from None
    if not isinstance(told, dict):
        raise Down("an answer of another kind")
    return told


def _exchange(client: OAuth2Session, endpoints: dict[str, Any], code: str, verifier: str, back: str) -> str:
    """The identity token for a code."""
    ways = endpoints.get("token_endpoint_auth_methods_supported")
    auth = None
    if isinstance(ways, list) and ways and "client_secret_basic" not in ways:
        client.token_endpoint_auth_method = "client_secret_post"  # noqa: S105 - the name of a way # nosec B105
    else:
        # RFC 6749, section 2.3.1, asks for the encoding, and Authlib leaves it to who uses it (authlib/authlib#594).
        auth = (quote(client.client_id, safe=""), quote(client.client_secret, safe=""))
    asked = {"code": code, "redirect_uri": back, "code_verifier": verifier}
    try:
        token = client.fetch_token(endpoints["token_endpoint"], grant_type="authorization_code", auth=auth, **asked)
    except requests.RequestException:
        raise Down("no answer") from None
    except AuthlibBaseError:
        raise NotValid("refused") from None
    except (TypeError, ValueError, OverflowError):
        raise Down("an answer of another kind") from None
    found = token.get("id_token")
    if not isinstance(found, str):
        raise NotValid("no identity token")
    return found


def _taken(answer: requests.Response) -> requests.Response:
    """What came back for a code. Raises `NotValid` when the code, or we, were refused."""
    if 400 <= answer.status_code < 500:
        raise NotValid(f"refused ({answer.status_code})")
    return answer


def _subject(issuer: str, token: str, told_keys: dict[str, Any], nonce: str) -> str:
    """Who an identity token is about. Raises `NotValid` for one that is not for us, now, and signed by the provider."""
    ours = provider().client
    # What these have to be is for us to say: by itself the library asks whether they are there, and for more of several
    # audiences (points 4 and 5). A subject with nothing in it counts as not there.
    wanted: dict[str, dict[str, object]] = {
        "iss": {"value": issuer},
        "aud": {"value": ours},
        "sub": {"essential": True},
        "azp": {"value": ours},
    }
    # What a header says beyond what is known has to be overlooked (RFC 7515, section 4), unless it says otherwise (`crit`).
    accepted = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
    try:
        keys = KeySet.import_key_set(told_keys)  # type: ignore[arg-type] # Whatever it is, it is told.
        if len({key.kid for key in keys}) < len(keys.keys):
            raise NotValid("two keys by one name")
        read = jwt.decode(token, keys, registry=accepted)
        claims = CodeIDToken(read.claims, read.header, wanted, {"nonce": nonce, "client_id": ours})
        claims.validate(leeway=_LEEWAY)
    except JoseError as problem:  # The name of a claim or of the kind of problem; of neither what was in it.
        raise NotValid(f"the identity token does not hold ({getattr(problem, 'claim', problem.error)})") from None
    except (KeyError, TypeError, ValueError):
        raise NotValid("the identity token cannot be read") from None
    subject: str = claims["sub"]
    if len(subject) > _LONGEST_SUBJECT or not subject.isprintable():
        raise NotValid("no subject")
    return subject
