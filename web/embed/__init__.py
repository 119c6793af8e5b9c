"""Embedding in other sites: the element, the frame, oEmbed."""
