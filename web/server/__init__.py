"""Server: everything between a socket and a page (proxies, limits, headers, caches, logs)."""
