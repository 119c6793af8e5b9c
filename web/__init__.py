"""The search page, the JSON API and the command line over them."""
