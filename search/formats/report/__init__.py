"""Report on a draft in the formats that it can be had in, and what it says in words."""
