"""Web: the search pages, the JSON API, the server and the command line."""
