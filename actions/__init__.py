"""The assistant's Python actions: ordinary rasa_sdk actions around a small shop.

Actions look things up and write things down. What they find goes into slots; the flows look at the slots and decide
what happens, and the domain has the words.
"""
