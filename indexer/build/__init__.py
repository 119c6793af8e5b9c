"""One generation built: what changed, what was read before, what is written."""
