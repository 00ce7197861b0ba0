"""The heart: what was said and done, as events, and the state that is folded from them."""
