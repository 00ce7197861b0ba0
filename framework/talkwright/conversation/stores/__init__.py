"""Stores: each keeps the contract of ``conversation.store``, and the same JSON."""
