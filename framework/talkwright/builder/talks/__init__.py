"""Conversations, tried and real: turn by turn, held against a draft, counted."""
