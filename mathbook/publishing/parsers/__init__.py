"""Markdown and docstrings to chapters; Sybil holds the regions."""
