"""Names: documents, paragraphs and sessions as people write them, and as they are shown."""
