"""All that the page on a budget across cities uses: curves, both methods, and the certificate."""

from mathbook.optimization.allocation import (
    Allocation,
    LogCurves,
    PowerCurves,
    RayCluster,
    ResponseCurves,
    SharingResult,
    allocate_budget,
    allocate_budget_admm,
    sharing_step,
)
from mathbook.optimization.allocation_certificates import (
    AllocationResiduals,
    allocation_residuals,
)

__all__ = [
    "Allocation",
    "AllocationResiduals",
    "LogCurves",
    "PowerCurves",
    "RayCluster",
    "ResponseCurves",
    "SharingResult",
    "allocate_budget",
    "allocate_budget_admm",
    "allocation_residuals",
    "sharing_step",
]
