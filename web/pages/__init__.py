"""The pages, a folder each: address to view to template."""
