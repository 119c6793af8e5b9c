"""Sources: folders, archives, manifests, and the originals behind documents."""
