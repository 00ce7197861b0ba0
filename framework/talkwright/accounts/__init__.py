"""Who may use the builder: people, what each may do, their sessions, and what they did. No HTTP in here."""
