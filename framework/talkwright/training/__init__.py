"""Project -> model: everything that a server needs, checked, trained, compiled and in one file."""
