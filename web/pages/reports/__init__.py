"""Reports requested: a form for who asked whom to report, when and on what."""
