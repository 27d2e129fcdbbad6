"""A built site as a PDF: one page, printed by Chromium, with an outline and links.

Chromium breaks the lines, so that the formulas on paper are those on the screen. It asks
no other host: the page and its files are served from here for as long as it prints.
"""

import functools
import http.server
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mathbook.errors import PublishingError
from mathbook.publishing.failures import shown_path
from mathbook.publishing.onepage import one_page

__all__ = ["find_chromium", "print_book"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PAGE = "/mathbook-print.html"
_SECONDS = 180
_NODE = re.compile(rb"\(node(\d{8})\)")
_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:(\d{14})")


def find_chromium() -> str:
    """The command of an installed Chromium; ``CHROMIUM`` names another.

    Raises:
        PublishingError: If there is none.
    """
    wanted = os.environ.get("CHROMIUM")
    for name in [wanted] if wanted else _NAMES:
        if found := shutil.which(name):
            return found
    tried = wanted or ", ".join(_NAMES)
    raise PublishingError(
        f"no Chromium to print with (tried {tried}): install it, for example with "
        "'apt-get install chromium', or let CHROMIUM name its command"
    )


def print_book(site: Path, navigation: Sequence[Any], out: Path) -> None:
    """Print the pages of ``site`` in the order of ``navigation`` to the file ``out``.

    Two prints of one site by one Chromium give the same bytes.

    Raises:
        PublishingError: If there is no Chromium, no such site, or the printing fails.
    """
    chromium = find_chromium()
    page = one_page(site, navigation)
    with _served(site, page) as address, tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "book.pdf"
        command = [
            chromium,
            "--headless",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            "--virtual-time-budget=20000",  # until the fonts are there
            f"--print-to-pdf={made}",
            address,
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium's sandbox refuses root
        try:
            run = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PublishingError(f"{chromium} did not print the book: {error}") from error
        if not made.is_file():
            last = "\n".join(run.stderr.strip().splitlines()[-3:])
            raise PublishingError(f"{chromium} did not print the book:\n{last}")
        content = _same_each_time(made.read_bytes())
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise PublishingError(f"{shown_path(out)}: cannot be written ({error})") from error


def _same_each_time(content: bytes) -> bytes:
    """The PDF without what differs from print to print; its length stays.

    The time, and the numbers of the nodes, which Chromium counts on from where it was.
    """
    numbers: dict[bytes, bytes] = {}
    for node in _NODE.findall(content):
        numbers.setdefault(node, b"%08d" % len(numbers))
    content = _NODE.sub(lambda node: b"(node" + numbers[node[1]] + b")", content)
    return _DATE.sub(rb"/\1 (D:20000101000000", content)


@contextmanager
def _served(site: Path, page: str) -> Iterator[str]:
    """The address at which ``page`` can be read, at the root of ``site``."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != _PAGE:
                super().do_GET()
                return
            content = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{_PAGE}"
        finally:
            server.shutdown()
            thread.join()
