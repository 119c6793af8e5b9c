"""Programs for those who work on Operative."""
