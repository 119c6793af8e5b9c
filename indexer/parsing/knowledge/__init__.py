"""Knowledge of UN texts, as data and code: verbs, symbols, organs, dates, actors."""
