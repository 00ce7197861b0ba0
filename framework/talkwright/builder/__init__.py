"""What people who build an assistant in a browser work with: their files as they see them, and all that is asked of
them."""
