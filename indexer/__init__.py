"""Documents in, a published index of paragraphs out."""
