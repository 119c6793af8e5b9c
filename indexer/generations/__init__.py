"""Generations on disk, and how a new one becomes current safely."""
