"""Addressee pages: everything that somebody is asked, by session, with due dates."""
