"""Each ingredient of an answer's fingerprint: change it, and the chapter runs; else it does not."""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.book import parse
from mathbook.publishing.cache import dependencies
from mathbook.publishing.cache.store import Store
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.fixing import fix_chapter
from mathbook.publishing.processes.workers import Workers

# Everything that an author may read is there, and so is what nobody reads.
FILES = {
    "data.txt": "1",
    "other.txt": "1",
    "pictures/one.png": "",
    "pictures/deep/two.png": "",
    "shapes/__init__.py": "from shapes.sides import N\n",
    "shapes/sides.py": "from shapes.deep import N\n",
    "shapes/deep.py": "N = 4\n",
    "shapes/later.py": "TEXT = open(__file__.replace('later.py', 'list.txt')).read()\n",
    "shapes/list.txt": "a",
    "shapes/unused.py": "N = 5\n",
    "shapes/lines.py": "import sys\n\n\ndef line():\n    return sys._getframe(1).f_lineno\n",
}


class Project:
    """A folder with a page, a library and data, and a store."""

    def __init__(self, root: Path, workers: Workers) -> None:
        self.root, self.workers = root, workers
        self.packages: list[Path] = []
        for name, text in FILES.items():
            self.save(name, text)
        with sqlite3.connect(root / "rows.db") as rows:
            rows.execute("CREATE TABLE numbers (n)")
        rows.close()

    def save(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def page(self, code: str) -> None:
        """A page with ``code``, which may call the folder HERE, and finds the library there."""
        head = f"import sys\n\nHERE = {str(self.root)!r}\nsys.path.insert(0, HERE)\n"
        self.save("page.md", f"```python\n{head}{code}\n```\n")

    def run(self) -> str:
        """Why the page ran, or "unchanged"."""
        time.sleep(0.03)  # what is saved while it runs is not stored
        evaluation = self.evaluate()
        assert evaluation.passed, evaluation.failures
        return evaluation.why[None]

    def evaluate(self) -> Evaluation:
        chapter = parse(self.root / "page.md")
        store = Store(self.root / ".mathbook", self.root, packages=self.packages)
        return evaluate([chapter], self.workers, store=store)[chapter.path]


@pytest.fixture
def project(workers: Workers, tmp_path: Path) -> Project:
    return Project(tmp_path.resolve(), workers)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        pytest.param("open(f'{HERE}/data.txt').read()", "data.txt", id="opened"),
        pytest.param("import numpy\nnumpy.loadtxt(f'{HERE}/data.txt')", "data.txt", id="loadtxt"),
        pytest.param(
            "import numpy\nnumpy.fromfile(f'{HERE}/data.txt', 'u1')", "data.txt", id="fromfile"
        ),
        pytest.param(
            "import numpy\nnumpy.memmap(f'{HERE}/data.txt', 'u1', 'r')", "data.txt", id="memmap"
        ),
        pytest.param(
            "from pathlib import Path\nPath(HERE, 'data.txt').read_bytes()", "data.txt", id="path"
        ),
        pytest.param(
            "import os\nos.chdir(HERE)\nopen('data.txt').read()", "data.txt", id="elsewhere"
        ),
        pytest.param("import shapes", "shapes/__init__.py", id="package"),
        pytest.param("import shapes", "shapes/deep.py", id="transitively"),
        pytest.param(
            "def f():\n    import shapes.later\n\n\nf()", "shapes/later.py", id="in a function"
        ),
        pytest.param(
            "import importlib\nimportlib.import_module('shapes.later')",
            "shapes/later.py",
            id="importlib",
        ),
        pytest.param("import shapes.later", "shapes/list.txt", id="data of a module"),
        pytest.param(
            "import importlib.resources as r\nr.files('shapes').joinpath('list.txt').read_text()",
            "shapes/list.txt",
            id="resources",
        ),
        pytest.param(
            "import multiprocessing\n\n\ndef f():\n    open(f'{HERE}/data.txt').read()\n\n\n"
            "child = multiprocessing.get_context('fork').Process(target=f)\n"
            "child.start()\nchild.join()",
            "data.txt",
            id="in a fork",
        ),
        pytest.param(
            "import os\n\nif (child := os.fork()) == 0:\n    import shapes.deep\n    os._exit(0)\n"
            "os.waitpid(child, 0)",
            "shapes/deep.py",
            id="imported in a fork",
        ),
        pytest.param(
            "import threading\n\n"
            "t = threading.Thread(target=lambda: open(f'{HERE}/data.txt').close())\n"
            "t.start()\nt.join()",
            "data.txt",
            id="in a thread",
        ),
    ],
)
def test_files_count_by_their_contents(project: Project, code: str, change: str) -> None:
    project.page(code)
    assert project.run() == "it was not evaluated before as it is now"
    assert project.run() == "unchanged"
    for other in FILES.keys() - {change, "shapes/lines.py"}:
        if "other" in other or "unused" in other:
            project.save(other, FILES[other] + "# 2\n")
    text = (project.root / change).read_text()
    (project.root / change).write_text(text)  # saved anew, with the same contents
    assert project.run() == "unchanged"
    project.save(change, text + "\n")
    assert project.run() == f"{change} has changed"


@pytest.mark.parametrize(
    "code",
    [
        "os.listdir(f'{HERE}/pictures')",
        "list(os.scandir(f'{HERE}/pictures'))",
        "list(Path(HERE, 'pictures').iterdir())",
        "list(Path(HERE, 'pictures').glob('*.png'))",
        "glob.glob(f'{HERE}/pictures/*')",
        "list(os.walk(f'{HERE}/pictures'))",
    ],
)
def test_folders_count_by_what_is_in_them(project: Project, code: str) -> None:
    project.page(f"import glob\nimport os\nfrom pathlib import Path\n\n_ = {code}")
    project.run()
    project.save("pictures/one.png", "redrawn")
    project.save("other.txt", "2")
    assert project.run() == "unchanged"
    project.save("pictures/three.png", "")
    assert project.run() == "pictures has changed"
    assert project.run() == "unchanged"
    # The same names, of which one is a folder now.
    (project.root / "pictures" / "three.png").unlink()
    (project.root / "pictures" / "three.png").mkdir()
    assert project.run() == "pictures has changed"


@pytest.mark.parametrize(
    "code",
    [
        "Path(HERE, 'new.txt').exists()",
        "Path(HERE, 'new.txt').is_file()",
        "os.path.exists(f'{HERE}/new.txt')",
        "os.path.isfile(f'{HERE}/new.txt')",
        "os.path.isdir(f'{HERE}/new.txt')",
        "os.path.lexists(f'{HERE}/new.txt')",
        "os.access(f'{HERE}/new.txt', os.R_OK)",
    ],
)
def test_whether_a_path_exists_counts_and_no_more(project: Project, code: str) -> None:
    project.page(f"import os\nfrom pathlib import Path\n\n_ = {code}")
    project.run()
    project.save("newer.txt", "")
    assert project.run() == "unchanged"
    project.save("new.txt", "1")
    assert project.run() == "new.txt is there now, or is not any more"
    project.save("new.txt", "other contents")
    assert project.run() == "unchanged"
    (project.root / "new.txt").unlink()
    assert project.run() != "unchanged"


@pytest.mark.parametrize(
    "code",
    [
        "os.stat(f'{HERE}/data.txt').st_size",
        "os.path.getsize(f'{HERE}/data.txt')",
        "os.path.getmtime(f'{HERE}/data.txt')",
        "Path(HERE, 'data.txt').stat().st_mtime",
    ],
)
def test_size_and_times_count_where_they_were_asked_for(project: Project, code: str) -> None:
    project.page(f"import os\nfrom pathlib import Path\n\n_ = {code}")
    project.run()
    assert project.run() == "unchanged"
    os.utime(project.root / "other.txt", (1, 1))
    assert project.run() == "unchanged"
    os.utime(project.root / "data.txt", (1, 1))
    assert project.run() == "data.txt has another size or time"


def test_the_folder_of_a_package_counts_if_the_author_lists_it(project: Project) -> None:
    project.page(
        "from pathlib import Path\n\nimport shapes\n\n_ = list(Path(HERE, 'shapes').glob('*'))"
    )
    project.run()
    project.save("new.txt", "beside, where Python looks for modules")
    assert project.run() == "unchanged"
    project.save("shapes/new.txt", "")
    assert project.run() == "shapes has changed"
    project.page("import importlib.metadata\n\nimportlib.metadata.version('numpy')")
    project.run()
    project.save("newer.txt", "")
    assert project.run() == "unchanged"


def test_programs_that_a_distribution_starts_may_run_any_code_of_the_packages(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of this one it is known that it starts ``true``, or whatever it is told to.
    project.save("site-packages/starter.py", "import subprocess\n\nsubprocess.run(['true'])\n")
    project.packages = [project.root / "shapes"]
    project.page("sys.path.insert(0, f'{HERE}/site-packages')\nimport starter")
    project.run()
    project.save("other.txt", "2")
    assert project.run() == "unchanged"
    project.save("shapes/unused.py", "N = 6\n")
    assert project.run() == "shapes/unused.py has changed"


@pytest.mark.parametrize("name", ["{HERE}/rows.db", "file:{HERE}/rows.db?mode=ro"])
def test_a_database_counts(project: Project, name: str) -> None:
    uri = name.startswith("file:")
    project.page(f"import sqlite3\n\nsqlite3.connect(f'{name}', uri={uri}).close()")
    project.run()
    assert project.run() == "unchanged"
    with sqlite3.connect(project.root / "rows.db") as rows:
        rows.execute("INSERT INTO numbers VALUES (1)")
    rows.close()
    assert project.run() == "rows.db has changed"


def test_a_module_that_hides_another_counts(project: Project) -> None:
    project.page("sys.path.insert(0, f'{HERE}/first')\nimport shapes.deep")
    project.save("first/readme.txt", "")
    project.run()
    project.save("first/unrelated.py", "")
    project.save("first/readme.txt", "more")
    assert project.run() == "unchanged"
    project.save("first/shapes/__init__.py", "")
    project.save("first/shapes/deep.py", "")
    assert project.run() == "there is another module shapes in first now"
    assert project.run() == "unchanged"
    # A file beside a package of the same name is not taken, but it might have been.
    project.save("first/shapes/deep/__init__.py", "")
    assert project.run() == "there is another module deep in first/shapes now"


def test_a_distribution_that_hides_a_module_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.page("import shapes.deep")
    project.run()
    assert project.run() == "unchanged"
    monkeypatch.setattr(dependencies, "_is_installed", lambda name: name == "shapes")
    assert project.run() == "there is an installed module shapes now"


def test_a_missing_module_counts(project: Project) -> None:
    project.page("try:\n    import shapes.later2\nexcept ImportError:\n    pass")
    project.run()
    assert project.run() == "unchanged"
    project.save("shapes/later2.py", "")
    assert project.run() == "there is another module later2 in shapes now"


def test_a_librarys_view_of_the_chapters_lines_counts(project: Project) -> None:
    project.page("import shapes.lines\n\nassert shapes.lines.line() > 0")
    project.run()
    assert project.run() == "unchanged"
    text = (project.root / "page.md").read_text()
    project.save("page.md", f"A word.\n\n{text}")
    assert project.run() == "its code may see the line that it stands in"
    project.page("import numpy as np\n\nimport shapes\n\nnp.vstack([[1], [2]])")
    project.run()
    text = (project.root / "page.md").read_text()
    project.save("page.md", f"A word.\n\n{text}")
    assert project.run() == "unchanged"


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess\n\nsubprocess.run(['true'])",
        "import os\n\nos.system('true')",
        "import os\n\nos.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)",
        "import multiprocessing.util as u\n\n"
        "import os\n\nos.waitpid(u.spawnv_passfds(b'/bin/true', [b'true'], []), 0)",
        "import socket\n\ntry:\n    socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except OSError:\n    pass",
        "import os\n\nos.closerange(500, 5000)",
    ],
)
def test_what_may_have_read_anything_is_not_stored(project: Project, code: str) -> None:
    project.page(code)
    project.run()
    assert project.run() == "it was not evaluated before as it is now"


SLIDER = (
    '<!-- slider: h = 1, 2; label "Step"; shows f"{h}" -->\n```python\nimport matplotlib.pyplot'
    " as plt\nh = 1\nn = h\nif h > 1:\n    %s\nplt.plot([0, n])\n```\n\n![A.](figures/a.svg)\n"
)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("n = int(open({root!r} + '/data.txt').read())", "data.txt"),
        ("import sys; sys.path.insert(0, {root!r}); from shapes.deep import N as n", "data.txt"),
    ],
)
def test_what_only_another_frame_reads_counts(project: Project, code: str, change: str) -> None:
    change = "shapes/deep.py" if "shapes" in code else change
    project.save("page.md", SLIDER % code.format(root=str(project.root)))
    fix_chapter(project.evaluate(), redraw=True).write()
    project.run()
    assert project.run() == "unchanged"
    project.save("other.txt", "2")
    assert project.run() == "unchanged"
    project.save(change, FILES[change].replace("1", "3").replace("4", "6"))
    assert project.evaluate().why[None] == f"{change} has changed"
    assert not project.evaluate().passed


def test_the_values_of_a_slider_count(project: Project) -> None:
    page = SLIDER % "n = 5"
    project.save("page.md", page)
    fix_chapter(project.evaluate(), redraw=True).write()
    project.run()
    project.save("page.md", f"More prose.\n\n{page}")
    assert project.run() == "unchanged"
    for old, new in (("h = 1, 2;", "h = 1, 3;"), ("Step", "Size"), ('f"{h}"', 'f"{n}"')):
        project.save("page.md", page.replace(old, new))
        assert project.evaluate().why[None] == "it was not evaluated before as it is now"
    project.save("page.md", page.replace("![A.]", "![Another alt text.]"))
    assert project.run() == "unchanged"


@pytest.fixture
def with_variable(project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs the page where environment variables have these values."""

    def run(**variables: str) -> str:
        with monkeypatch.context() as patch, Workers() as workers:
            for name, value in variables.items():
                patch.setenv(name, value)
            project.workers = workers
            return project.run()

    return run


@pytest.mark.parametrize(
    "code",
    [
        "os.environ.get('UNIT')",
        "os.getenv('UNIT')",
        "'UNIT' in os.environ",
        "os.environb.get(b'UNIT')",
        "os.path.expandvars('$UNIT')",
    ],
)
def test_an_environment_variable_that_was_asked_for_counts(
    project: Project, with_variable: Callable[..., str], code: str
) -> None:
    project.page(f"import os\n\n_ = {code}")
    with_variable(UNIT="cm")
    assert with_variable(UNIT="cm", OTHER="1") == "unchanged"
    assert with_variable(UNIT="mm") == "the environment variable UNIT has changed"
    assert with_variable() == "the environment variable UNIT has changed"


def test_all_variables_count_where_all_were_read(
    project: Project, with_variable: Callable[..., str]
) -> None:
    project.page("import os\n\ndict(os.environ)")
    with_variable(UNIT="cm")
    assert with_variable(UNIT="cm") == "unchanged"
    assert with_variable(UNIT="cm", OTHER="1") == "the environment variable * has changed"


def test_what_python_and_c_read_of_the_environment_counts(
    project: Project, with_variable: Callable[..., str]
) -> None:
    project.page("x = 1")
    with_variable()
    assert with_variable(UNIT="cm", PYTHONDONTWRITEBYTECODE="1") == "unchanged"
    for name, value in {"PYTHONOPTIMIZE": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}.items():
        assert "has changed" in with_variable(**{name: value})
