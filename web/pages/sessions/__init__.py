"""Session pages: what a session adopted, who was asked what, and what is new."""
