"""Formulas and numbers of a chapter, checked where its code has run."""
