"""Finding what somebody looks for: flows, steps, words, examples, slots, wherever in the files they are."""
