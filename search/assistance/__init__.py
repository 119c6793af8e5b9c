"""Help while asking: completion, spelling, explanation."""
