"""Words that tell which text follows which."""
