"""The official languages: how the UN writes a resolution in each."""
