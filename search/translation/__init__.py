"""The words of the interface in the six official languages."""
