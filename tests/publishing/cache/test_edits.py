"""Whatever is edited in whatever order: what the cache gives is what a cold evaluation gives."""

import os
import random
import sys
from collections.abc import Iterator

import pytest

from mathbook.publishing.processes.workers import Workers
from tests.publishing.cache.edited_book import EDITS, EditedBook
from tests.soak import sampled


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditedBook]:
    root = tmp_path_factory.mktemp("edited").resolve()
    searched = [str(root / "library"), str(root / "site-packages")]
    with pytest.MonkeyPatch.context() as patch:
        inherited = os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (*searched, inherited))))
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        patch.setattr(sys, "path", [*sys.path, searched[1]])
        patch.chdir(root)
        with Workers(["numpy", "matplotlib.pyplot"]) as workers:
            made = EditedBook(root, workers)
            made.draw()
            yield made


def test_warm_equals_cold_after_any_edits(book: EditedBook) -> None:
    sequences = sampled(few=2, all_of_them=200)
    for seed in range(sequences):
        draw = random.Random(seed)
        book.begin()
        book.compare()
        for step in range(4):
            # Each kind of edit is the first of a sequence sometimes, and a fix comes often.
            names = [list(EDITS)[seed % len(EDITS)]] if step == 0 else []
            names = names or draw.choices([*EDITS, "fix", "fix"], k=draw.randint(1, 2))
            state = book.state
            for name in names:
                state = EDITS[name](state, draw)
            book.write(state)
            book.compare()
    print(f"{sequences} sequences, {book.hits} of {book.asked} answers from the cache")
    assert book.asked / 4 < book.hits < book.asked
