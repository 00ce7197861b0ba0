"""Where rows live: engines, the schema and its migrations. It knows no room's tables and no conversation."""
