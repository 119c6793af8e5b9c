"""One resolution with all that belongs to it, and the list of all."""
