"""Brokers: each keeps the contract of ``brokers.broker`` and sends events as Rasa's brokers send them."""
