"""The official languages: how the UN writes a resolution in each, asked by one value a language."""
