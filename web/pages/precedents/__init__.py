"""Drafts: what of a text is agreed language, and what is new."""
