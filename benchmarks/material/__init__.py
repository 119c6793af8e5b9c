"""What measurements are made from: drawn queries, reworded paragraphs, planned series."""
