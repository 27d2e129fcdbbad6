"""The classifier: scikit-learn's conventions and answers, and what it refuses."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.svm import SVC as PeerSVC  # noqa: N811

from mathbook.errors import InputError
from mathbook.optimization import smo as solver
from mathbook.optimization import svm
from mathbook.optimization.svm import SVC, polynomial_kernel, rbf_kernel, svm_duality_gap

X = np.array([[1.0, 2.0], [2.0, 3.0], [0.0, 0.0], [1.0, 0.0]])
Y = np.array([1, 1, -1, -1])


def clouds(seed: int, n: int = 60) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    y = np.where(rng.random(n) < 0.4, "yes", "no")
    y[:2] = "yes", "no"
    return rng.normal(size=(n, 3)) + (y == "yes")[:, None], y


def test_the_worked_example() -> None:
    model = SVC(C=100).fit(X, Y)
    assert model.alpha_.tolist() == [0.5, 0.0, 0.0, 0.5]
    assert model.coef_.tolist() == [[0.0, 1.0]]
    assert model.intercept_.tolist() == [-1.0]
    assert model.dual_coef_.tolist() == [[-0.5, 0.5]]
    assert model.support_.tolist() == [3, 0]
    assert model.support_vectors_.tolist() == [[1.0, 0.0], [1.0, 2.0]]
    assert model.decision_function(X).tolist() == [1.0, 2.0, -1.0, -1.0]
    assert model.predict(X).tolist() == [1, 1, -1, -1]
    assert model.duality_gap_ == 0.0
    assert model.converged_


@pytest.mark.parametrize(
    "options",
    [
        {"kernel": "linear"},
        {"kernel": "rbf"},
        {"kernel": "rbf", "gamma": 0.7},
        {"kernel": "rbf", "gamma": "auto"},
        {"kernel": "poly"},
        {"kernel": "poly", "degree": 2, "coef0": 1.0, "gamma": 0.5},
    ],
    ids=str,
)
@pytest.mark.parametrize("C", [0.05, 1.0, 20.0])
@pytest.mark.parametrize("seed", range(5))
def test_scikit_learn_finds_the_same(options: dict[str, Any], C: float, seed: int) -> None:
    X, y = clouds(seed)
    model, peer = (kind(C=C, tol=1e-8, **options).fit(X, y) for kind in (SVC, PeerSVC))
    new = np.random.default_rng(99).normal(size=(30, 3))
    assert model.classes_.tolist() == peer.classes_.tolist()
    # The peer's rows are float32, which shows where weights are large.
    scores = pytest.approx(peer.decision_function(new), rel=1e-4, abs=1e-4)
    assert model.decision_function(new) == scores
    assert model.predict(new).tolist() == peer.predict(new).tolist()
    for name in ("intercept_", "support_vectors_", "dual_coef_"):
        assert getattr(model, name).shape == getattr(peer, name).shape
    assert model.support_.tolist() == peer.support_.tolist()
    assert model.dual_coef_ == pytest.approx(peer.dual_coef_, abs=1e-4 * C)
    if options["kernel"] == "linear":
        assert model.coef_ == pytest.approx(peer.coef_, abs=1e-4)


def test_a_precomputed_kernel_gives_the_same_classifier() -> None:
    X, y = clouds(3)
    model = SVC(kernel="rbf", gamma=0.4, tol=1e-9).fit(X, y)
    given = SVC(kernel="precomputed", tol=1e-9).fit(rbf_kernel(X, X, 0.4), y)
    new = X[:7] + 0.1
    assert given.alpha_ == pytest.approx(model.alpha_, abs=1e-6)
    scores = given.decision_function(rbf_kernel(new, X, 0.4))
    assert scores == pytest.approx(model.decision_function(new), abs=1e-6)


def test_exclusive_or_by_products_of_features() -> None:
    X = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]])
    model = SVC(C=10, kernel="poly", degree=2, gamma=1.0, coef0=1.0).fit(X, X[:, 0] * X[:, 1])
    assert model.alpha_ == pytest.approx([0.125] * 4)
    points = np.random.default_rng(0).normal(size=(20, 2))
    assert model.decision_function(points) == pytest.approx(points[:, 0] * points[:, 1])
    K = polynomial_kernel(X, X, 2, 1.0)
    assert svm_duality_gap(model.alpha_, K, X[:, 0] * X[:, 1], 10, 0.0) == pytest.approx(0)


@pytest.mark.parametrize(
    ("labels", "kinds"),
    [
        ([0, 1], [0, 1]),
        ([2.5, -1.0], [-1.0, 2.5]),
        (["a", "b"], ["a", "b"]),
        ([True, False], [False, True]),
    ],
)
def test_any_two_labels(labels: list[Any], kinds: list[Any]) -> None:
    y = np.array(labels)[[0, 0, 1, 1]]
    model = SVC(C=100).fit(X, y)
    assert model.classes_.tolist() == kinds
    assert model.predict(X).tolist() == y.tolist()


def test_a_score_of_zero_has_a_label() -> None:
    model = SVC(C=100).fit(X, Y)
    assert model.decision_function([[7.0, 1.0]]).tolist() == [0.0]
    assert model.predict([[7.0, 1.0]]).tolist() == [1]


def test_whole_numbers_and_lists_are_taken() -> None:
    assert SVC(C=100).fit(X.astype(int).tolist(), Y.tolist()).coef_.tolist() == [[0.0, 1.0]]


def test_samples_without_spread_have_a_scale() -> None:
    model = SVC(kernel="rbf").fit(np.ones((4, 2)), Y)
    assert model.alpha_.tolist() == [1.0] * 4


def test_non_convergence_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(rows: Any, y: Any, C: float, *, tol: float) -> solver.SMOResult:
        return solver.smo(rows, y, C, tol=tol, max_iter=1)

    monkeypatch.setattr(svm, "smo", short)
    with pytest.warns(RuntimeWarning, match="after 1 steps the optimality conditions are missed"):
        model = SVC(kernel="rbf").fit(*clouds(0))
    assert not model.converged_
    assert model.duality_gap_ > 0


INDEFINITE = np.array([[1.0, 0.5, 0.9], [0.5, 1.0, 0.0], [0.9, 0.0, 0.0]])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: SVC(kernel="sigmoid"), "got kernel = 'sigmoid', expected one of linear, poly"),
        (lambda: SVC(C=0), "got C = 0.0, expected"),
        (lambda: SVC(tol=-1.0), "got tol = -1.0, expected"),
        (lambda: SVC(gamma="large"), "got gamma = 'large', expected a number, 'scale' or 'auto'"),
        (lambda: SVC(gamma=0.0), "got gamma = 0.0, expected"),
        (lambda: SVC(coef0=-1.0), "got coef0 = -1.0, expected"),
        (lambda: SVC(degree=0), "got degree = 0, expected"),
        (
            lambda: SVC().fit(X, Y[:, None]),
            "got y of shape (4, 1), expected a vector of shape (4,)",
        ),
        (lambda: SVC().fit(X, np.ones(4)), "got y with 1 different labels, expected 2"),
        (lambda: SVC().fit(X, [0, 1, 2, 0]), "got y with 3 different labels, expected 2"),
        (lambda: SVC().fit(X, [0, 1, np.nan, 0]), "got y with numbers that are not finite"),
        (lambda: SVC().fit(X, [1j, 0, 1j, 0]), "got y of type complex128"),
        (lambda: SVC().fit(X * np.nan, Y), "got X of shape (4, 2) with nan"),
        (lambda: SVC().fit(X[:, 0], Y), "got X of shape (4,)"),
        (lambda: SVC().predict(X), "got a classifier without weights, expected one after fit"),
        (lambda: SVC().coef_, "got a classifier without weights, expected one after fit"),
        (lambda: SVC().fit(X, Y).predict(X[:, :1]), "got X of shape (4, 1), expected a matrix"),
        (lambda: SVC(kernel="precomputed").fit(X, Y), "got a precomputed kernel of shape (4, 2)"),
        (
            lambda: SVC(kernel="precomputed").fit(np.arange(16.0).reshape(4, 4), Y),
            "got a precomputed kernel with K[0, 3] = 3 and K[3, 0] = 12, expected a symmetric",
        ),
        (
            lambda: SVC(kernel="precomputed").fit(INDEFINITE, [1, -1, 1]),
            "got a precomputed kernel with the eigenvalue -0.5",
        ),
    ],
)
def test_what_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        call()


def test_the_vector_of_another_kernel_does_not_exist() -> None:
    model = SVC(kernel="rbf").fit(X, Y)
    with pytest.raises(AttributeError, match="coef_ exists for the linear kernel only"):
        model.coef_  # noqa: B018
    assert not hasattr(model, "coef_")


def test_a_gram_matrix_of_less_than_full_rank_is_taken() -> None:
    rng = np.random.default_rng(0)
    G = rng.normal(size=(40, 3))
    y = np.where(G[:, 0] > 0, 1, -1)
    assert SVC(kernel="precomputed").fit(G @ G.T, y).converged_
