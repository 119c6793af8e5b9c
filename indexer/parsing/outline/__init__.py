"""Outline: the units of a document in order, what hangs on what, and what they are called."""
