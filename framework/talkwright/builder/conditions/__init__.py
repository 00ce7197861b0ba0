"""A condition while somebody writes it."""
