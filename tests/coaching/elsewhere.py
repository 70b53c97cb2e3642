"""A server with a calendar, over real TLS, that does what a test asks of it."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Elsewhere:
    """Where it is, whose certificate to believe, what it was asked, and what it answers."""

    def __init__(self, port: int, trusting: ssl.SSLContext) -> None:
        self.port, self.trusting = port, trusting
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.status, self.headers, self.body = 200, {"Content-Type": "text/calendar"}, b""
        self.instead: Callable[[BaseHTTPRequestHandler], None] | None = None

    def at(self, path: str = "/vrij.ics", host: str = "localhost") -> str:
        return f"https://{host}:{self.port}{path}"

    def here_too(self, address: str, port: int) -> bool:
        """The rule of a test: this machine, at this very port."""
        return ipaddress.ip_address(address).is_loopback and port == self.port


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / f"{name}.pem", folder / f"{name}.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private


@contextmanager
def elsewhere(folder: Path, name: str = "localhost") -> Iterator[Elsewhere]:
    """The server, for as long as the block takes. `name` is what its certificate says."""
    certificate, private = _certificate(folder, name)
    place: list[Elsewhere] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = place[0]
            here.asked.append((self.path, dict(self.headers.items())))
            if here.instead is not None:
                here.instead(self)
                return
            self.send_response(here.status)
            for header, value in here.headers.items():
                self.send_header(header, value)
            self.end_headers()
            self.wfile.write(here.body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, private)
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
    place.append(Elsewhere(server.server_address[1], ssl.create_default_context(cafile=str(certificate))))
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()
    try:
        yield place[0]
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
