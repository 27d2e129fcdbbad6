"""Chapters as executed notebooks: the text, the code, and what this evaluation showed."""
