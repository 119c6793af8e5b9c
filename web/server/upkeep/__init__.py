"""Upkeep beside answering: watching, fetching, reading files again, giving memory back."""
