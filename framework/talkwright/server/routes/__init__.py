"""One file a route group; handlers at module level, put on the app by ``add``."""
