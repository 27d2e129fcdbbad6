"""Chapter 3, optimization: multipliers, the dual of the SVM, splitting, and budgets.

The names stand in the modules of the sections; the package imports none of them by itself.
"""
