"""A verdict says its status, the link that decided, and both sides of it."""

import pytest

from mathbook.publishing.formulas import LinkVerdict, Status, Verdict

GOOD = LinkVerdict("a = b", True, "an identity", "1", "1")
BAD = LinkVerdict("b = c", False, "declared values", "1", "2", 4)


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status.HOLDS, "holds"),
        (Status.FAILS, "fails"),
        (Status.SKIPPED, "skipped"),
        (Status.NOTATION, "notation"),
    ],
)
def test_a_status_is_its_word(status: Status, text: str) -> None:
    assert str(status) == text
    assert str(Verdict(status)) == text


def test_only_what_holds_holds() -> None:
    assert Verdict(Status.HOLDS).holds
    assert not any(Verdict(status).holds for status in Status if status is not Status.HOLDS)


def test_without_links_there_are_no_sides() -> None:
    verdict = Verdict(Status.NOTATION)
    assert (verdict.link, verdict.left, verdict.right) == (None, "", "")


def test_the_last_link_is_the_one_that_decided() -> None:
    verdict = Verdict(Status.FAILS, (GOOD, BAD), 3)
    assert verdict.link is BAD
    assert (verdict.left, verdict.right) == ("1", "2")


def test_a_failing_verdict_says_which_link_does_not_hold() -> None:
    assert str(Verdict(Status.FAILS, (BAD,), 1)) == "b = c does not hold"
    assert str(Verdict(Status.FAILS, (GOOD, BAD), 4)) == "link 2 of 4: b = c does not hold"


def test_a_reason_stands_at_the_end() -> None:
    bad = LinkVerdict("w x = 3 \\times 2", False, "declared values", reason="its parts differ")
    assert str(Verdict(Status.FAILS, (bad,), 1)) == (
        "w x = 3 \\times 2 does not hold: its parts differ"
    )


def test_a_holding_verdict_is_short() -> None:
    assert str(Verdict(Status.HOLDS, (GOOD,), 1)) == "holds"
