"""The messages of a child, however they arrive."""

import pickle
import socket
from collections.abc import Iterator

import pytest

from mathbook.publishing.processes.children import Child, Lost
from mathbook.publishing.processes.limits import Limits


@pytest.fixture
def pair() -> Iterator[tuple[Child, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Child(ours), theirs


def message(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(8, "big") + body


ANSWER = message(b"=", pickle.dumps([1, 2]))


def test_an_answer_may_come_in_pieces(pair: tuple[Child, socket.socket]) -> None:
    child, theirs = pair
    for place in range(len(ANSWER) - 1):
        theirs.sendall(ANSWER[place : place + 1])
        assert child.receive() is None
    theirs.sendall(ANSWER[-1:])
    assert child.receive() == ([1, 2],)


def test_places_and_the_answer_may_come_at_once(pair: tuple[Child, socket.socket]) -> None:
    child, theirs = pair
    theirs.sendall(message(b"@", b"1 12") + message(b"@", b"1 30") + ANSWER)
    assert child.receive() == ([1, 2],)
    assert child.line == 30


def test_an_answer_of_nothing_is_an_answer(pair: tuple[Child, socket.socket]) -> None:
    child, theirs = pair
    theirs.sendall(message(b"=", pickle.dumps(None)))
    assert child.receive() == (None,)


def test_a_traceback_is_the_reason_of_a_loss(pair: tuple[Child, socket.socket]) -> None:
    child, theirs = pair
    theirs.sendall(message(b"=", pickle.dumps("Traceback")))
    assert child.receive() == (Lost("Traceback"),)


def test_an_end_before_the_answer_is_a_loss(pair: tuple[Child, socket.socket]) -> None:
    child, theirs = pair
    theirs.sendall(ANSWER[:-1])
    theirs.close()
    assert child.receive() is None
    assert child.receive() == (Lost(),)


@pytest.mark.parametrize(
    "sent",
    [
        message(b"@", b""),
        message(b"@", b"1"),
        message(b"@", b"a b"),
        message(b"?", b"1 12"),
        message(b"=", b""),
        message(b"=", b"no pickle"),
        b"=" + bytes(8) + ANSWER[9:],  # as by a len that says 0
    ],
)
def test_what_is_no_message_is_a_loss(pair: tuple[Child, socket.socket], sent: bytes) -> None:
    child, theirs = pair
    theirs.sendall(message(b"@", f"{2**22} 12".encode()) + sent)
    (lost,) = child.receive() or (None,)
    assert isinstance(lost, Lost)
    assert "cannot be read" in lost.reason
    assert lost.line == 12


def test_a_task_that_does_not_tell_has_no_limit(pair: tuple[Child, socket.socket]) -> None:
    child, _ = pair
    assert child.exceeded(Limits(seconds=-10, mebibytes=0)) is None
