"""Which files there are: folders, archives, manifests, and the originals behind documents."""
