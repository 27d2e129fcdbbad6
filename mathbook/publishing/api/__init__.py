"""The library's reference: its modules, their pages, and the names of pages that lead there."""
