"""What the bot learns from: examples, real messages, lists of words."""
