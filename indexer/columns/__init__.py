"""What is counted, sorted and grouped by: arrays of every searchable paragraph."""
