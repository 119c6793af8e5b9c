"""What the UN writes, as data and the code that knows it: verbs, symbols, organs, dates, actors."""
