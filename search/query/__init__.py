"""The query language: text to tree, and tree to text or plain words."""
