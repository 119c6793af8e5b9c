"""Cluster: generations whose entries are in an OpenSearch cluster instead of an engine's files.

    NAME-files               the files of published generations, in pieces, and their manifests
    NAME-g000007-1a2b3c4d    the entries of generation 7
    NAME                     an alias of the entries that answer

A machine that indexes builds a generation in its folder as always, except that entries go to an
index of their own (`filling.py`). Publishing puts the generation's files beside it and then moves
the alias (`publication.py`). Machines that search copy the files of what is published into a folder
of theirs (`mirror.py`), so that they need nothing of the folder where it was built.
"""
