"""Where chapters run: a preloaded parent and the children it forks."""
