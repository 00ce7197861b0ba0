"""Models: trained, measured, compared, each in a process of its own."""
