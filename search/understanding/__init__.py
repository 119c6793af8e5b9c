"""Understanding: plain words to what they mean, when together they have few results."""
