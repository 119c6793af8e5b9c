"""The read halves of the engines, one file each."""
