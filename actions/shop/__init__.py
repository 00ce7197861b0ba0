"""The shop behind the assistant: orders, goods, opening hours, and what the staff find on their desk.

Knows nothing of conversations. To connect a shop of your own, change the modules in here; the actions stay as they are.
"""
