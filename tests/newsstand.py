"""A web server on this machine that gives what it is told to, well-behaved or not."""

import threading
from collections.abc import Callable
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

Given = Callable[[BaseHTTPRequestHandler], None]


class Newsstand(ThreadingHTTPServer):
    """`give` says what stands at a path; `asked` lists the paths that were asked for, in order, and `headers` with which headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.places: dict[str, Given] = {}
        self.asked: list[str] = []
        self.headers: list[Message] = []
        self.closed = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closed.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that has had enough hangs up."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def give(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> str:
        """Puts an answer at a path and returns its address; `content_type="text/html"` is a header.

        With an ETag, who knows it already is told that nothing has changed.
        """
        raw = body.encode() if isinstance(body, str) else body

        def answer(handler: BaseHTTPRequestHandler) -> None:
            same = "ETag" in headers and handler.headers["If-None-Match"] == headers["ETag"]
            handler.send_response(304 if same else status)
            for name, value in ({} if same else {"content_length": str(len(raw))} | headers).items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(b"" if same else raw)

        return self.do(path, answer)

    def do(self, path: str, answer: Given) -> str:
        """Has a path answered by a function."""
        self.places[path] = answer
        return self.url + path

    def pages_asked(self) -> list[str]:
        """What was asked for, but for the rules."""
        return [path for path in self.asked if path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    server: Newsstand
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append(self.headers)
        self.server.places.get(self.path, lambda handler: handler.send_error(404))(self)

    def log_message(self, *told: object) -> None:
        """Nothing: the tests' output is for the tests."""


def article(title: str, said: str = "the ferry to Port Vell would sail again in spring") -> str:
    """A page with one statement of an invented mayor."""
    words = f"Mayor Hanne Tollner said on Tuesday that {said}, whatever the weather and the council might bring."
    return f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p></article></body></html>"


def rss(*links: str) -> str:
    items = "".join(f"<item><title>One</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>'
