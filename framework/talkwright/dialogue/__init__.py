"""From an utterance to commands, and from commands to what is done."""
