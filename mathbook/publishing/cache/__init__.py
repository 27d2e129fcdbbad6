"""What was evaluated before and would come out the same is not evaluated again."""
