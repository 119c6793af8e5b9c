"""Resolution pages: one resolution with all its details, and the list of all."""
