"""The formats in which results can be taken away."""
