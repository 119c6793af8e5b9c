"""Meaning of paragraphs: addressees, requests, deadlines, citations, wording."""
