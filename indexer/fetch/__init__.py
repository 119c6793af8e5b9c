"""Fetching: public collections and single documents into a folder, and keeping them current."""
