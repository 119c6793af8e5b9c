"""Series: a text through the years and through its drafts, paragraph by paragraph."""
