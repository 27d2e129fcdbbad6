"""Trees and names to values, with NumPy only."""
