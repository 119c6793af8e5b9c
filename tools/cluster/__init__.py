"""A cluster of real nodes to test with."""
