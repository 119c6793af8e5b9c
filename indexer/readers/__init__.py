"""Bytes to raw text with layout hints, one file a format."""
