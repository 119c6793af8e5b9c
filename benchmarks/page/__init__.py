"""The page of figures: tables and plots of a run."""
