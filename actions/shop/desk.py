"""What the staff find on their desk: people to write to, and tickets."""

from __future__ import annotations

from .database import database


def save_lead(name: str, email: str, interest: str, phone: str | None = None, budget: str | None = None) -> None:
    """Keep somebody's contact details. The same address again replaces what was kept."""
    with database() as shop:
        shop.execute(
            "INSERT INTO leads (email, name, interest, phone, budget) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (email) DO UPDATE SET name = excluded.name, interest = excluded.interest,"
            " phone = excluded.phone, budget = excluded.budget, consented_at = CURRENT_TIMESTAMP",
            (email.lower(), name, interest, phone, budget),
        )


def open_ticket(key: str, kind: str, words: str, order_number: str | None = None, email: str | None = None) -> str:
    """Put a ticket on the desk and give its number, such as T-0007.

    ``kind`` is ``problem``, ``complaint`` or ``question``. Whoever says the same ``key`` again gets the same ticket: an
    action that is repeated after a crash opens no second one.
    """
    with database() as shop:
        shop.execute(
            "INSERT INTO tickets (key, kind, words, order_number, email) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO NOTHING",
            (key, kind, words, order_number, email),
        )
        (number,) = shop.execute("SELECT number FROM tickets WHERE key = ?", (key,)).fetchone()
    return f"T-{number:04}"
