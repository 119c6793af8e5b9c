"""A door before a node: TLS, certificates and a password, as a security plugin has them."""

from __future__ import annotations

import base64
import socket
import ssl
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

_DAYS = "2"


def make_certificates(folder: Path) -> None:
    """Make an authority, and certificates signed by it for the node and for a client."""
    _openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", _DAYS, "-subj", "/CN=authority",
        "-keyout", folder / "authority.key", "-out", folder / "authority.pem",
    )  # fmt: skip
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1")
    for name in ("node", "client"):
        _openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}",
            "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.csr",
        )  # fmt: skip
        _openssl(
            "x509", "-req", "-in", folder / f"{name}.csr", "-CA", folder / "authority.pem",
            "-CAkey", folder / "authority.key", "-CAcreateserial", "-days", _DAYS,
            "-extfile", folder / "names", "-out", folder / f"{name}.pem",
        )  # fmt: skip


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Tunnel:
    """Passes requests on to a node if they come with the password.

    password: "user:password". client: whether a certificate is asked for as well.
    """

    def __init__(self, node: str, folder: Path, password: str, *, client: bool = False) -> None:
        self._node = urlsplit(node)
        self._wanted = b"Basic " + base64.b64encode(password.encode())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "node.pem", folder / "node.key")
        if client:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(folder / "authority.pem")
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """The address of the door."""
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        """Let nobody in any more."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with suppress(OSError), self._context.wrap_socket(plain, server_side=True) as guest:
            head = guest.recv(65536)
            if self._wanted not in head:
                body = b'{"error": "Unauthorized"}'
                guest.sendall(
                    b"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
                    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
                )
                return
            with socket.create_connection((self._node.hostname, self._node.port or 80)) as node:
                node.sendall(head)
                back = threading.Thread(target=_copy, args=(node, guest), daemon=True)
                back.start()
                _copy(guest, node)
                back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
