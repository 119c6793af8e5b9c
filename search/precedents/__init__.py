"""Precedents: where a wording was used before, and what is new in a draft."""
