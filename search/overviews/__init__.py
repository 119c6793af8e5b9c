"""Overviews: a session at a glance, and what an addressee is asked to do by when."""
