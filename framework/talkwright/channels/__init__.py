"""Ways in and out: requests become messages, messages become what a platform can show. Sans-I/O."""
