"""The bot's files as each person sees them: drafts, merging, publishing, versions, what differs."""
