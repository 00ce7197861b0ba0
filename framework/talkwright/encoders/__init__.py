"""Sentence encoders: texts to unit vectors, without torch. Knows nothing of bots, intents or conversations."""
