"""A folder served on this machine, compressed as a site's server does it.

``python -m tests.site.serving site 8000`` serves a built site so that it can be measured.
"""

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LEVEL = 6
PACKED = (".woff2", ".png")


def transferred(name: str, content: bytes) -> bytes:
    """What a server sends of the file ``name``; what is packed already, it does not compress."""
    return content if name.endswith(PACKED) else gzip.compress(content, LEVEL, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serves files compressed, the page for missing pages as such, and says nothing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        status = HTTPStatus.OK
        if not file.is_file():
            file, status = Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND
        content = transferred(file.name, file.read_bytes())
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=3600")
        if not file.name.endswith(PACKED):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Keep the tests' output to themselves."""


def server_of(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of ``folder`` that does not run yet; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of ``folder`` while it is served."""
    with server_of(folder) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    server_of(Path(sys.argv[1]), int(sys.argv[2])).serve_forever()
