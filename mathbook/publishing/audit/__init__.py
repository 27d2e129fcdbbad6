"""Mutation testing for the book: one small change at a time, and what notices it."""
