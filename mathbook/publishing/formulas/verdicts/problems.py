r"""Optimization problems, ``\min_x f(x)`` subject to constraints, against bound functions.

The scope binds ``objective`` to a function of the variables and ``constraints`` to a list
of functions, one a printed constraint, that return its slack: left minus right for ``\ge``
and ``=``, right minus left for ``\le``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.evaluation.calls import indexed
from mathbook.publishing.formulas.evaluation.choices import each_reading
from mathbook.publishing.formulas.evaluation.comparison import holds
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.ranges import extent, free_indices
from mathbook.publishing.formulas.evaluation.scope import Scope, run, spellings
from mathbook.publishing.formulas.evaluation.values import Value, as_argument, shown
from mathbook.publishing.formulas.grammar.names import Function, parameters_of
from mathbook.publishing.formulas.grammar.statements import Problem
from mathbook.publishing.formulas.grammar.trees import Condition, Extremum, Symbol
from mathbook.publishing.formulas.verdicts.points import Context, Outcome
from mathbook.publishing.formulas.verdicts.sampling import is_fixed, resampled

__all__ = ["check_problem"]

_SAMPLES = 4
_READINGS = 16
_CHORDS = 12
_UPPER = (r"\le", "<", r"\preceq", r"\prec")


@dataclass(frozen=True)
class _Bound:
    """A function that an objective or a constraint is held against.

    Attributes:
        what: What it is, for a message.
        how: What the verdict says that the formula was held against.
        parameters: The names of its arguments.
        compute: The function.
    """

    what: str
    how: str
    parameters: tuple[str, ...]
    compute: Callable[..., Any]

    @classmethod
    def of(cls, function: Any, what: str, how: str, context: Context) -> "_Bound":
        """``function``, as the scope binds it."""
        if isinstance(function, Function):
            known = [as_argument(context.scope().value(parent)) for parent in function.parents]
            return cls(what, how, function.parameters, partial(function.compute, *known))
        if not callable(function):
            raise FormulaError(f"the {what} is {function!r}; expected a function")
        return cls(what, how, parameters_of(function), function)

    def at(self, values: Mapping[str, Value]) -> Value:
        """Its value; a list of a single number is that number."""
        return _single(run(self.compute, self.what, values.values()))

    def arguments(self, context: Context, rng: np.random.Generator | None) -> dict[str, Value]:
        """A value for each parameter: the declared one, or a random one if ``rng`` is given."""
        scope = context.scope()
        found = {}
        for parameter in self.parameters:
            key = context.names.by_spelling.get(parameter, parameter)
            if key not in context.names.bound:
                raise FormulaError(f"the parameter {parameter} of the {self.what} is not bound")
            value = scope.value(key)
            moves = rng is not None and not is_fixed("", value)
            found[key] = resampled("", value, rng) if rng is not None and moves else value
        return found


def check_problem(problem: Problem, context: Context) -> list[tuple[str, Outcome]]:
    """The outcomes of the objective and of each constraint.

    Raises:
        FormulaError: If no objective is bound, or the counts of constraints differ.
    """
    extremum = problem.objective
    if not isinstance(extremum, Extremum):
        raise FormulaError("a problem minimizes or maximizes an expression")
    if "objective" not in context.names.given:
        raise FormulaError(
            "this problem is a template: bind 'objective' to the function that it minimizes, "
            "and 'constraints' to its slacks"
        )
    given = context.names.given.get("constraints", ())
    slacks = list(given) if isinstance(given, list | tuple) else [given]
    if len(slacks) != len(problem.constraints):
        raise FormulaError(
            f"{len(problem.constraints)} constraints are printed, {len(slacks)} are bound"
        )
    objective = context.names.given["objective"]
    bound = _Bound.of(objective, "objective", "the bound objective", context)
    for printed in problem.constraints:
        if printed.relation == r"\ne":
            raise FormulaError(
                "a problem has no constraint with \\ne: its slack would be any number"
            )
    limits = [
        _Bound.of(slack, f"constraint {place}", f"the bound slack, {_sides(printed)}", context)
        for place, (printed, slack) in enumerate(zip(problem.constraints, slacks, strict=True), 1)
    ]
    outcomes = [("objective", _check_objective(extremum, bound, limits, context))]
    for printed, limit in zip(problem.constraints, limits, strict=True):
        outcome = _held_against(limit, partial(_slack, printed), context)
        outcomes.append(
            (limit.what, outcome if outcome.holds else _with_relation(outcome, printed))
        )
    return outcomes


def _with_relation(outcome: Outcome, printed: Condition) -> Outcome:
    """A constraint's failure, which says what its slack is: a wrong sign is a wrong relation."""
    got, bound = np.asarray(outcome.left), np.asarray(outcome.right)
    reason = (
        f"with {printed.relation} its slack is {_sides(printed)}: "
        f"{shown(outcome.left)} as printed, {shown(outcome.right)} as bound"
    )
    if got.shape == bound.shape and holds(-got, "=", bound):
        reason += "; with its sides exchanged it would agree"
    return replace(outcome, reason=reason)


def _sides(printed: Condition) -> str:
    return "right minus left" if printed.relation in _UPPER else "left minus right"


def _check_objective(
    extremum: Extremum, bound: _Bound, limits: list[_Bound], context: Context
) -> Outcome:
    others = _not_minimized(extremum, bound.parameters)
    if others:
        reason = f"the objective depends on {', '.join(others)} too: minimize over all of them"
        return Outcome(False, bound.how, reason=reason)
    outcome = _held_against(bound, lambda scope: evaluate(extremum.body, scope), context)
    if not outcome.holds:
        return outcome
    sign, shape = (-1.0, "convex") if extremum.operation == "max" else (1.0, "concave")
    bends = sign * _bends(bound, context)
    if not (bends.any() and np.all(bends <= 0)):
        return outcome
    if not limits:
        reason = f"the objective is {shape} and free: it has no {extremum.operation}imum"
    elif not any(_bends(limit, context).any() for limit in limits):
        # Over a ball or a sphere it might be meant: such is the norm of a matrix.
        reason = (
            f"the objective is {shape}, and the constraints are linear: its "
            f"{extremum.operation}imum would lie in a corner, if there were one"
        )
    else:
        return outcome
    return Outcome(False, bound.how, reason=reason)


def _not_minimized(extremum: Extremum, parameters: tuple[str, ...]) -> list[str]:
    names: set[str] = set()
    for variable in extremum.variables:
        if isinstance(variable, Symbol):
            names |= {variable.name, *spellings(variable.name)}
    if names <= {r"\dots", "dots"}:  # "minimize f(x)" does not say over what
        return []
    return [parameter for parameter in parameters if parameter not in names]


def _held_against(bound: _Bound, printed: Callable[[Scope], Value], context: Context) -> Outcome:
    """Whether what is printed has the function's value, at the declared and at random points."""
    rng = context.rng()
    outcome: Outcome | None = None
    for attempt in range(_SAMPLES):
        values = bound.arguments(context, rng if attempt else None)
        got, wanted = _single(_read(printed, values, context)), bound.at(values)
        agreed = np.shape(got) == np.shape(wanted) and holds(got, "=", wanted)
        outcome = Outcome(agreed, bound.how, got, wanted)
        if not agreed:
            break
    assert outcome is not None
    return outcome


def _single(value: Value) -> Value:
    return value[0].item() if np.shape(value) == (1,) else value


def _read(
    printed: Callable[[Scope], Value], values: Mapping[str, Value], context: Context
) -> Value:
    """The value of what is printed, in the first reading that has one."""
    return next(
        each_reading(lambda choices: printed(context.scope(choices).child(values)), _READINGS)
    )


def _slack(printed: Condition, scope: Scope) -> Value:
    """By how much a printed constraint is met, for each value of its index."""
    free = list(free_indices(printed))
    if len(free) > 1:
        raise FormulaError("a constraint runs over one index")
    scopes = [scope]
    if free:
        (name,) = free
        dummy = scope.child(local={name: 1.0})
        span = extent(name, (printed,), lambda base: indexed(base, dummy, evaluate))
        scopes = [scope.child(local={name: float(number)}) for number in span]
    slacks = []
    for inner in scopes:
        left, right = evaluate(printed.left, inner), evaluate(printed.right, inner)
        difference = np.asarray(left) - np.asarray(right)
        slacks.append(np.ravel(-difference if printed.relation in _UPPER else difference))
    return np.concatenate(slacks)


def _bends(bound: _Bound, context: Context) -> np.ndarray:
    """By how much chords between random points lie above each value of the function in their
    middles; 0 where that is rounding."""
    rng = context.rng()
    found = []
    for _ in range(_CHORDS):
        one, other = bound.arguments(context, rng), bound.arguments(context, rng)
        middle = {key: (one[key] + other[key]) / 2 for key in one}
        first, last = np.asarray(bound.at(one)), np.asarray(bound.at(other))
        bend = (first + last) / 2 - np.asarray(bound.at(middle))
        rounding = 1e-9 * max(np.abs(first).max(), np.abs(last).max())
        found.append(np.where(np.isfinite(bend) & (np.abs(bend) > rounding), bend, 0.0).ravel())
    return np.concatenate(found)
