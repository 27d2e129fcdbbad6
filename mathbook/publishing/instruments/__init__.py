"""What watches a block while it runs: its output and its randomness."""
