"""Notes of a process and of its forks."""

import os
from collections.abc import Callable

from mathbook.publishing.instruments.journal import Journal


def in_a_fork(task: Callable[[], None]) -> None:
    child = os.fork()
    if child == 0:
        try:
            task()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def test_a_forks_notes_are_there_after_it_has_ended() -> None:
    journal = Journal()
    journal.note("file", "/a")
    in_a_fork(lambda: journal.note("file", "/b\udcff\n"))
    in_a_fork(lambda: in_a_fork(lambda: journal.note("sought", "/c", "name")))
    journal.note("file", "/a")
    assert journal.notes() == {("file", "/a"), ("file", "/b\udcff\n"), ("sought", "/c", "name")}
    os.close(journal.descriptor)


def test_what_a_fork_wrote_in_part_is_left_out() -> None:
    journal = Journal()
    in_a_fork(lambda: journal.note("file", "/whole"))
    os.write(journal.descriptor, b'["file", "/ha')
    assert journal.notes() == {("file", "/whole")}
    os.close(journal.descriptor)


def test_a_journal_that_was_closed_says_so_and_nothing_else_is_written_into() -> None:
    journal = Journal()
    os.close(journal.descriptor)
    reading, writing = os.pipe()
    os.dup2(writing, journal.descriptor)
    in_a_fork(lambda: journal.note("file", "/a"))
    assert journal.notes() == {("unseen", "it closes files that are not its own")}
    for descriptor in (writing, journal.descriptor):
        os.close(descriptor)
    assert os.read(reading, 10) == b""
    os.close(reading)
