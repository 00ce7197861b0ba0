"""HTTP and WebSocket around an assistant: no thinking here."""
