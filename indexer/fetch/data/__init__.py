"""Knowledge of what is published where, with examples that tests run."""
