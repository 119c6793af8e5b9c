"""What is current on disk, and how it becomes so safely."""
