"""Digests: saved searches whose new results are sent by e-mail, where a mail server is set."""
