"""Where every name stands, and another name for it everywhere."""
