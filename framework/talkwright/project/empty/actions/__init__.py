"""The assistant's Python actions: classes of rasa_sdk, in modules of this folder. There is none yet."""
