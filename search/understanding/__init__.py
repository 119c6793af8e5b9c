"""Understanding: typed text to what it means, where its words as they stand find little."""
