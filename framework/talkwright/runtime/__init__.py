"""The shell around the thinking: turns, effects, lanes, delivery. The only place that waits."""
