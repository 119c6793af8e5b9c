"""Which paragraphs, in what order, how many: the same for every engine."""
