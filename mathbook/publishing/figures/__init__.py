"""Matplotlib figures as files: drawn for everybody, and known by what they show."""
