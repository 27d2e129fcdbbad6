"""Faults of code and outputs: blocks that fail, that misbehave, and that print what they should not.

What is put into a block's code stands where it runs, in the margin of its last line. A fault with
``fails`` is one that no check may let pass.
"""

# ruff: noqa: E501 - what is written in one line is one fault

import re
from collections.abc import Sequence

from tests.fuzzing.faults import Catalogue, Draw

__all__ = ["FAULTS", "MARKER", "break_a_block"]

_catalogue = Catalogue()
_fault = _catalogue.fault
_FENCE = re.compile(
    r"^(?P<prefix>[ >]*)(?P<mark>`{3,}|~{3,})python[^\n]*\n(?P<code>.*?\n)?(?P=prefix)(?P=mark)$",
    re.MULTILINE | re.DOTALL,
)
_SESSION = re.compile(r"^(?P<prefix>[ >]*)>>> .*$", re.MULTILINE)
_OUTPUT = re.compile(r"^[ >]*(?:`{3}|~{3})output\n(?P<lines>.*?\n)[ >]*(?:`{3}|~{3})$", re.M | re.S)
_SKIPPED = re.compile(r"<!-- skip: next[^>]*-->\s*$")
MARKER = "broken_on_purpose"


def _runs(text: str) -> list[re.Match[str]]:
    """The scripts of a sound chapter that run: not skipped, and not within a longer fence."""
    found = []
    for match in _FENCE.finditer(text):
        before = text[: match.start()]
        longer = len(re.findall(r"^````", before, re.MULTILINE)) % 2
        if not longer and not _SKIPPED.search(before):
            found.append(match)
    return found


def _with_code(text: str, draw: Draw, code: str, *, before: bool = False) -> str | None:
    """``text`` with ``code`` at the end, or the beginning, of a script that runs."""
    if not (runs := _runs(text)):
        return None
    match = draw.choice(runs)
    prefix = match["prefix"]
    added = "".join(f"{prefix}{line}\n" for line in code.split("\n"))
    place = match.start("code") if before and match["code"] else match.end()
    if place == match.end():
        place = text.rfind("\n", 0, match.end()) + 1
    return text[:place] + added + text[place:]


def _is_a_lab(text: str) -> bool:
    """Whether the page stores no output that could differ."""
    return text.startswith("---\n")


def _codes(
    name: str, codes: Sequence[str], *, early: bool = False, prints: bool = False,
    fails: bool = False, breaks: bool = False, slow: bool = False,
) -> None:  # fmt: skip
    """Enter the fault that puts one of ``codes`` into a script.

    Args:
        name: What it is called.
        codes: Statements.
        early: Whether they may stand at the script's beginning, too.
        prints: Whether the fault is what they print, which a lab does not store.
        fails: As :class:`tests.fuzzing.faults.Fault` has it.
        breaks: The same.
        slow: The same.
    """

    @_fault(name, fails=fails, breaks=breaks, slow=slow)
    def change(text: str, draw: Draw) -> str | None:
        if prints and _is_a_lab(text):
            return None
        code = draw.choice(codes)
        return _with_code(text, draw, code, before=early and draw.random() < 0.5)


def break_a_block(text: str, draw: Draw) -> str | None:
    """``text`` with a script that raises, and that names :data:`MARKER`."""
    code = draw.choice(
        [f"raise RuntimeError('{MARKER}')", f"assert False, '{MARKER}'", f"{MARKER}",
         f"1 / 0  # {MARKER}", f"import {MARKER}", f"{MARKER} = [][0]", f"int('{MARKER}')",
         f"open('{MARKER}')", f"{MARKER} = 1 +", f"  {MARKER} = 1", f"import sys; sys.exit()  # {MARKER}",
         f"raise KeyboardInterrupt('{MARKER}')", f"raise SystemExit(0)  # {MARKER}", f"exit()  # {MARKER}",
         f"raise BaseException('{MARKER}')", f"import os; os._exit(0)  # {MARKER}",
         f"raise ExceptionGroup('{MARKER}', [ValueError(1)])", f"raise GeneratorExit  # {MARKER}",
         f"import os; os.abort()  # {MARKER}", f"import os; os.kill(os.getpid(), 9)  # {MARKER}"]
    )  # fmt: skip
    return _with_code(text, draw, code, before=draw.random() < 0.3)


@_fault("code that fails", fails=True)
def _fails(text: str, draw: Draw) -> str | None:
    return break_a_block(text, draw)


@_fault("prompt that fails", fails=True)
def _prompt(text: str, draw: Draw) -> str | None:
    prompts = list(_SESSION.finditer(text))
    if not prompts:
        return None
    match = draw.choice(prompts)
    code = draw.choice(
        ["1 / 0", MARKER, "import nowhere", "raise SystemExit", "assert False", "x ="]
    )
    line = f"{match['prefix']}>>> {code}\n"
    return text[: match.start()] + line + text[match.start() :]


@_fault("output that says something else", fails=True)
def _other_output(text: str, draw: Draw) -> str | None:
    outputs = list(_OUTPUT.finditer(text))
    if not outputs:
        return None
    match = draw.choice(outputs)
    start, end = match.span("lines")
    signs = [place for place in range(start, end) if text[place].isalnum()]
    place = draw.choice(signs)
    other = draw.choice([sign for sign in "0123456789abcxyzé" if sign != text[place]])
    return text[:place] + other + text[place + 1 :]


_codes(
    "output with HTML",
    [f"print({html!r})" for html in (
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;&amp;&#60;", "</pre>", "-->",
        "<!-- names: x = 1 -->", "```", "````python", "$x = 1$", "[a](javascript:b)", "{% raw %}",
    )],
    prints=True, fails=True,
)  # fmt: skip

_codes(
    "output with ANSI escapes",
    [f'print("x{sign}")' for sign in (
        r"\x1b[2J", r"\x1b[31mred\x1b[0m", r"\x1b]0;title\x07", r"\r passed", r"\b\b\b", r"\x9b1A", r"\0",
        r"\x7f", r"\u202e", r"\ud800", r"\u2028", r"\x1b[1A\x1b[2K passed", r"\x0c", r"\ufeff", r"\x85",
    )],
    prints=True, fails=True,
)  # fmt: skip

_codes(
    "output without an end",
    ["print('x' * 3_000_000)", "for k in range(100_000): print(k)", "print('\\n' * 200_000 + 'x')",
     "import os; os.write(1, b'\\xff' * 100_000)", "import sys; sys.stdout.write('x' * 500_000)"],
    prints=True, fails=True,
)  # fmt: skip

_codes(
    "stdout closed",
    ["import sys; sys.stdout.close()", "import os; os.close(1)", "import sys; sys.stdout = None",
     "import os; os.close(1); os.close(2)", "import sys; del sys.stdout", "import sys; sys.stdout = 5",
     "import sys; sys.stdout.detach()", "import os; os.closerange(0, 256)", "import sys; sys.stderr = None",
     "import os; os.dup2(os.open(os.devnull, os.O_WRONLY), 1)", "import sys; sys.__stdout__.close()",
     "import os; os.ftruncate(1, 0)", "import os; os.lseek(1, 0, 0)", "import sys; sys.stdout.buffer.close()"],
    early=True,
)  # fmt: skip

_codes(
    "directory changed or removed",
    ["import os; os.chdir('/')", "import os; os.chdir('..')", "import os; os.rmdir(os.getcwd())",
     "import os; d = os.getcwd(); os.chdir('/'); os.rmdir(d)", "open('figures', 'w').close()",
     "import os; os.mkdir('a'); os.chdir('a'); os.rmdir('../a')", "import os; os.umask(0o777)",
     "import os; os.environ.clear()", "import sys; sys.path.clear()", "import sys; sys.argv = None"],
    early=True,
)  # fmt: skip

_codes(
    "builtins patched",
    ["print = lambda *a, **k: None", "import builtins; builtins.print = lambda *a, **k: None",
     "import builtins; builtins.open = None", "import builtins; builtins.len = lambda x: 0",
     "import builtins; builtins.isinstance = lambda *a: True", "import sys; sys.modules.clear()",
     "import builtins; builtins.str = int", "import builtins; builtins.__import__ = None",
     "import sys; sys.setrecursionlimit(60)", "import sys; sys.settrace(lambda *a: 1 / 0)",
     "import sys; sys.excepthook = None", "import time; time.perf_counter = None",
     "import os; os.dup2 = os.fstat = os.pread = None", "import pickle; pickle.dumps = None",
     "import sys; sys._getframe = None", "import traceback; traceback.extract_tb = None",
     "import re; re.findall = None", "import warnings; warnings.simplefilter('error')",
     "__name__ = None; __builtins__ = {}", "import gc; gc.disable()", "import sys; sys.displayhook = None",
     "import dataclasses; dataclasses.replace = None", "class str(str): pass",
     "import random; random.seed = None", "import signal; signal.signal(14, lambda *a: None)"],
    early=True, breaks=True,
)  # fmt: skip

_codes(
    "exceptions that lie",
    ["class E(Exception):\n    def __str__(self): raise ValueError('no text')\nraise E",
     "class E(Exception):\n    def __str__(self): return 5\nraise E",
     "class E(Exception):\n    __module__ = None\nraise E", "raise Exception('x' * 1_000_000)",
     "class E(BaseException):\n    def __getattribute__(self, name): raise self\nraise E()",
     "raise Exception('\\x1b[2J\\0\\ud800<b>\\n\\n::error::x')", "raise SyntaxError('a', 5)",
     "e = Exception(); e.__cause__ = e; raise e", "e = SyntaxError('x'); e.lineno = 'x'; raise e",
     "e = SyntaxError('x'); e.lineno = -5; e.filename = __import__('sys')._getframe().f_code.co_filename; raise e",
     "def f(): f()\nf()", "exec('(' * 500)", "exec('-' * 100_000 + '1')", "raise Exception('\\r' * 9)",
     "e = Exception('x')\nfor k in range(2000): e.add_note('n' * 99)\nraise e",
     "from pathlib import Path\nclass E(Exception): __qualname__ = 'a\\nb'\nraise E('x')"],
)  # fmt: skip


@_fault("threads left behind")
def _threads(text: str, draw: Draw) -> str | None:
    what = draw.choice(
        ["time.sleep(60)", "[print('late') or time.sleep(.01) for _ in range(9000)]"]
    )
    daemon = draw.choice(["True", "False"])
    code = (
        f"import threading, time\nthreading.Thread(target=lambda: {what}, daemon={daemon}).start()"
    )
    return _with_code(text, draw, code)


_codes(
    "child processes left behind",
    ["import subprocess; subprocess.Popen(['sleep', '30'])",
     "import subprocess; subprocess.Popen(['sleep', '30'], start_new_session=True)",
     "import os, time\nif os.fork() == 0:\n    time.sleep(30)", "import os; os.fork()",
     "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(30)",
     "import subprocess; subprocess.Popen(['yes'], start_new_session=True)",
     "import subprocess; subprocess.run(['echo', 'x'])", "import os; os.system('sleep 30 &')"],
)  # fmt: skip

_codes(
    "thousands of figures",
    ["import matplotlib.pyplot as plt\nfor _ in range(1000): plt.figure()",
     "import matplotlib.pyplot as plt\nplt.figure(figsize=(900, 900))",
     "import matplotlib.pyplot as plt\nplt.title('$\\\\frac{$')", "import matplotlib.pyplot as plt\nplt.plot([float('nan')])",
     "import matplotlib.pyplot as plt\nplt.title('<script>alert(1)</script>\\x1b[0m\\0')",
     "import matplotlib.pyplot as plt\nplt.figure().savefig = None", "import matplotlib.pyplot as plt\nplt.close = None; plt.figure()",
     "import matplotlib.pyplot as plt\nplt.figure(figsize=(1e-9, 1e-9))", "import matplotlib\nmatplotlib.rcParams['svg.fonttype'] = 'none'\nmatplotlib.pyplot.figure()"],
    slow=True,
)  # fmt: skip

_codes(
    "endless loop",
    ["while True: pass", "import time\ntime.sleep(10_000)", "import threading\nthreading.Event().wait()",
     "while True:\n    try: time\n    except BaseException: pass", "sum(iter(int, 1))", "import re\nre.match('(a|aa)+$', 'a' * 90 + 'b')",
     "import signal\nsignal.pthread_sigmask(0, range(1, 32))\nwhile True: pass", "9 ** 9 ** 9", "input()\nwhile True: pass",
     "import os\nwhile True:\n    try: os.read(0, 1)\n    except BaseException: pass"],
    fails=True, slow=True,
)  # fmt: skip

_codes(
    "memory hog",
    ["hog = b'x' * 10**12", "hog = []\nwhile True: hog.append(bytearray(10**7))", "hog = 'x'\nwhile True: hog += hog",
     "import numpy as np\nhog = np.ones((10**6, 10**6))", "hog = list(range(10**12))"],
    fails=True, slow=True,
)  # fmt: skip

FAULTS = tuple(_catalogue.faults)
