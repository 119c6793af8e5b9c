"""Settings: one table, read from options, environment, file and defaults."""
