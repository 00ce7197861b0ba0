"""Does an assistant do what its authors wrote down? Conversations talked through and compared."""
