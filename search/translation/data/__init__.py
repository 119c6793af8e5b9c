"""Catalogues: what the interface says in each language, in gettext's format."""
