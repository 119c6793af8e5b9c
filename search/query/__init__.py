"""The query language: text to tree, tree to text, tree to what an engine is given."""
