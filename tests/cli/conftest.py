from tests.small_bot import small_bot

__all__ = ["small_bot"]
