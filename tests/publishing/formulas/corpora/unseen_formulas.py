"""Formulas that were written apart from the checker, to see what it does not know."""

from tests.publishing.formulas.corpora import fresh_formulas
from tests.publishing.formulas.corpora.cases import Case
from tests.publishing.formulas.corpora.holdout import (
    backpropagation,
    deep_learning,
    duality,
    gradients,
    identities,
    limits,
    norms,
    optimizers,
    probability,
    projections,
    softmax,
)

__all__ = ["CASES"]

CASES: tuple[Case, ...] = (
    *norms.CASES,
    *projections.CASES,
    *softmax.CASES,
    *gradients.CASES,
    *backpropagation.CASES,
    *optimizers.CASES,
    *duality.CASES,
    *probability.CASES,
    *limits.CASES,
    *identities.CASES,
    *deep_learning.CASES,
    *fresh_formulas.CASES,
)
