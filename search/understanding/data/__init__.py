"""Knowledge as data, each entry with an example that a test runs."""
