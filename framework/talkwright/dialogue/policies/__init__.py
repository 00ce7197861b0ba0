"""Policies: each looks at a conversation and says what should happen next, and how sure it is."""
