"""History: where the wording of a paragraph comes from."""
