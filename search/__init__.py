"""Questions asked of a published index."""
