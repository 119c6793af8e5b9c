"""Knowledge as data, each entry with examples that a test runs."""
