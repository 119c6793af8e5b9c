"""Spellings that are one word, families of words to keep apart: data with examples."""
