"""One file a node kind: its fields, how they are read, what it does. ``flows.kinds`` is the table."""
