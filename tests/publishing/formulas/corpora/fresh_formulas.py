"""Pairs of a true formula and a subtly false one, written later, and apart from the checker too."""

from tests.publishing.formulas.corpora.cases import Case
from tests.publishing.formulas.corpora.fresh import (
    attention,
    forms,
    gradients,
    kernels,
    layers,
    layouts,
    least_squares,
    norms,
    optimality,
    probability,
    projections,
    proximal,
    singular_values,
    softmax,
    traces,
)

__all__ = ["CASES"]

CASES: tuple[Case, ...] = (
    *attention.CASES,
    *forms.CASES,
    *gradients.CASES,
    *kernels.CASES,
    *layers.CASES,
    *layouts.CASES,
    *least_squares.CASES,
    *norms.CASES,
    *optimality.CASES,
    *probability.CASES,
    *projections.CASES,
    *proximal.CASES,
    *singular_values.CASES,
    *softmax.CASES,
    *traces.CASES,
)
