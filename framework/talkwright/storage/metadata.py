"""The one ``MetaData``. Each room adds its tables to it, next to the code that uses them.

The rules of a table: a ``tenant`` column, never null, first in every key that names something of a tenant; and every
constraint has a name, so that a migration on any database can speak of it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

COUNTED = BigInteger().with_variant(Integer, "sqlite")
"""The type of an id that the database counts up: SQLite counts no other by itself."""
