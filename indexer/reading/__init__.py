"""Many files read, each within its bounds of time and memory."""
