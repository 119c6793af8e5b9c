"""Cluster: retrieval by asking an OpenSearch cluster for pages, counts and groups.

Whatever a bound query means on an engine and columns it means here too. Answers are never of a part
of the index: what cannot be had of every part is an error.
"""
