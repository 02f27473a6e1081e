"""Real git servers on loopback: git daemon, and git http-backend behind a web server of Python.

The web server can be told to misbehave. All of them end with the test, and by themselves.
"""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from crawling import GIT_ENVIRONMENT

LONGEST_TEST_SECONDS = 600


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def git_daemon(folder: Path) -> Iterator[str]:
    """Serves the repositories of a folder; the URL to which their names are added."""
    port = free_port()
    process = subprocess.Popen(
        [
            *("timeout", str(LONGEST_TEST_SECONDS), "git", "daemon", "--export-all"),
            *("--listen=127.0.0.1", f"--port={port}", f"--base-path={folder}", str(folder)),
        ],
        env=GIT_ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 10
        while not answers(port) and time.monotonic() < end:
            time.sleep(0.02)
        yield f"git://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@dataclass
class Request:
    """What a client asked, and how many bytes it was answered."""

    method: str
    path: str
    body: bytes
    answer_bytes: int = 0
    time: float = field(default_factory=time.monotonic)


# Takes the place of an answer; True if it was one.
Misbehaviour = Callable[["GitRequestHandler", Request], bool]


@dataclass
class WebServer:
    """What a web server has been asked, and how it shall misbehave."""

    url: str
    requests: list[Request] = field(default_factory=list)
    misbehave: Misbehaviour = lambda handler, request: False
    most_at_once: int = 0
    at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wants(self) -> set[str]:
        """All objects that were asked for by name."""
        lines = b"\n".join(request.body for request in self.requests).split(b"want ")[1:]
        return {line[:40].decode() for line in lines}


class GitRequestHandler(BaseHTTPRequestHandler):
    """Hands requests to git http-backend."""

    protocol_version = "HTTP/1.1"
    folder: Path
    state: WebServer

    def do_GET(self) -> None:
        self.answer(b"")

    def do_POST(self) -> None:
        self.answer(self.read_body())

    def handle(self) -> None:
        """A client that was killed is no failure."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing is printed."""

    def read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self, body: bytes) -> None:
        state = self.state
        request = Request(self.command, self.path, body)
        with state.lock:
            state.requests.append(request)
            state.at_once += 1
            state.most_at_once = max(state.most_at_once, state.at_once)
        try:
            if not state.misbehave(self, request):
                head, content = self.ask_git(body)
                request.answer_bytes = len(content)
                self.send(head, content)
        except OSError:
            self.close_connection = True
        finally:
            with state.lock:
                state.at_once -= 1

    def ask_git(self, body: bytes) -> tuple[dict[str, str], bytes]:
        url = urlsplit(self.path)
        environment = GIT_ENVIRONMENT | {
            "GIT_PROJECT_ROOT": str(self.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": url.path,
            "QUERY_STRING": url.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_ADDR": "127.0.0.1",
        }
        done = subprocess.run(
            ["git", "http-backend"], input=body, capture_output=True, check=False, env=environment
        )
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = (line.partition(": ") for line in head.decode().splitlines())
        return {name: value for name, _, value in fields}, content

    def send(self, head: dict[str, str], content: bytes) -> None:
        self.send_response(int(head.pop("Status", "200").split()[0]))
        for name, value in head.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def send_status(self, status: int, **headers: str) -> None:
        self.send({"Status": str(status), **headers}, b"")

    def send_half(self, body: bytes, pause: float) -> None:
        """Promises an answer, gives half of it, waits and breaks off."""
        head, content = self.ask_git(body)
        self.send_response(200)
        for name, value in head.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        self.wfile.flush()
        time.sleep(pause)
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class Certificate:
    """Files of a certificate and of its key."""

    public: Path
    key: Path


def self_signed_certificate(folder: Path) -> Certificate:
    """One for 127.0.0.1 that nobody else vouches for."""
    certificate = Certificate(folder / "certificate.pem", folder / "key.pem")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"),
            *("ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(certificate.key), "-out", str(certificate.public)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate


@contextmanager
def web_server(folder: Path, certificate: Certificate | None = None) -> Iterator[WebServer]:
    """Serves the repositories of a folder by HTTP, encrypted if it has a certificate."""
    state = WebServer("")
    handler = type("Handler", (GitRequestHandler,), {"folder": folder, "state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.public, certificate.key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        protocol = "http" if certificate is None else "https"
        state.url = f"{protocol}://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()


def children_named_git(of_process: int | None = None) -> list[int]:
    """Processes of git that work for a crawl, by the mark that it leaves in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if (
            entry.name.isdigit()
            and int(entry.name) != of_process
            and int(entry.name) != os.getpid()
        ):
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if line.startswith(b"git\0") and b"http.userAgent=autopar-crawl" in line:
                found.append(int(entry.name))
    return found
