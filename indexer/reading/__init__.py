"""Reading of many files, each within limits of time and memory."""
