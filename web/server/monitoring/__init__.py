"""Monitoring: what a server says of itself (logs, health, metrics)."""
