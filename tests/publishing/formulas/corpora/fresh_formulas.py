"""Pairs of a true formula and a subtly false one, written later, and apart from the checker too."""

from tests.publishing.formulas.corpora.cases import Case
from tests.publishing.formulas.corpora.fresh import (
    algorithms,
    attention,
    densities,
    divergences,
    forms,
    gradients,
    hessians,
    kernels,
    layers,
    layouts,
    least_squares,
    normalization,
    norms,
    optimality,
    pieces,
    probability,
    projections,
    proximal,
    singular_values,
    softmax,
    traces,
)

__all__ = ["CASES"]

CASES: tuple[Case, ...] = (
    *algorithms.CASES,
    *attention.CASES,
    *densities.CASES,
    *divergences.CASES,
    *forms.CASES,
    *gradients.CASES,
    *hessians.CASES,
    *kernels.CASES,
    *layers.CASES,
    *layouts.CASES,
    *least_squares.CASES,
    *normalization.CASES,
    *norms.CASES,
    *optimality.CASES,
    *pieces.CASES,
    *probability.CASES,
    *projections.CASES,
    *proximal.CASES,
    *singular_values.CASES,
    *softmax.CASES,
    *traces.CASES,
)
