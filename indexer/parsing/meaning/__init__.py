"""What a paragraph says: who is asked to do what by when, what it cites, its wording."""
