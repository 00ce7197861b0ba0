"""Conversations that a Rasa kept: found where it kept them, and brought into a store of ours."""
