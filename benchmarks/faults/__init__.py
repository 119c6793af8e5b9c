"""The campaign against faults: killed runs, damaged indexes, hostile files and queries."""
