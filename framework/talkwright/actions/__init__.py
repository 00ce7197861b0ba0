"""What the assistant does: responses, built-in actions, and custom actions written against rasa_sdk."""
