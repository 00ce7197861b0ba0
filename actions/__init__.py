"""The starter bot's Python actions: ordinary rasa_sdk actions around a small SQLite shop."""
