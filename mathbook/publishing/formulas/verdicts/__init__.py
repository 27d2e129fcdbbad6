"""Links, definitions, implications and optima to verdicts."""
