"""The names that the section's page uses."""

from mathbook.optimization import allocation, budget_allocation


def test_the_names_are_those_of_the_modules() -> None:
    assert set(allocation.__all__) < set(budget_allocation.__all__)
    assert all(hasattr(budget_allocation, name) for name in budget_allocation.__all__)
    assert budget_allocation.allocate_budget is allocation.allocate_budget
