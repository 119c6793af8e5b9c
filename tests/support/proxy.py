"""nginx, really run: with HTTPS, under a path, in front of a server of ours."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        server_name localhost;
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
{locations}
    }}
}}
"""


def programs() -> bool:
    """Tell whether what is needed is installed."""
    return bool(shutil.which("nginx") and shutil.which("openssl"))


def free_port() -> int:
    """Give a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def nginx(folder: Path, locations: str, port: int) -> Iterator[Path]:
    """Run nginx with HTTPS on a port; gives its certificate."""
    certificate = folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    written = folder / "nginx.conf"
    written.write_text(
        CONFIGURATION.format(folder=folder, port=port, locations=locations), encoding="utf-8"
    )
    command = ["nginx", "-c", str(written), "-p", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        try:
            _wait(program, port)
            yield certificate
        finally:
            program.terminate()
            program.communicate(timeout=10)


def _wait(program: subprocess.Popen[str], port: int) -> None:
    for _ in range(100):
        if program.poll() is not None:
            raise RuntimeError(f"nginx does not run: {program.communicate()[1]}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("nginx does not answer")
