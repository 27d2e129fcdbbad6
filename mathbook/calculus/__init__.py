"""Chapter 2, calculus: gradients and Jacobians, held against differences of values.

The names are exported lazily: a page that uses one module depends on no other.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = ["check_gradient", "gradient_descent", "numerical_gradient", "numerical_jacobian"]

if TYPE_CHECKING:
    from mathbook.calculus.gradients import (
        check_gradient,
        gradient_descent,
        numerical_gradient,
        numerical_jacobian,
    )
else:  # A type checker that saw __getattr__ would accept every misspelt name.
    _MODULE_OF = {
        "check_gradient": "gradients",
        "gradient_descent": "gradients",
        "numerical_gradient": "gradients",
        "numerical_jacobian": "gradients",
    }

    def __getattr__(name: str) -> object:
        """The exported ``name``, imported from its module at its first use."""
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        """The exported names too, although most are not imported yet."""
        return sorted({*globals(), *__all__})
