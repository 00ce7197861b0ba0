"""The SQL of accounts, all of it, portable between SQLite and PostgreSQL. ``tenant`` is in every parameter list."""

from __future__ import annotations

from sqlalchemy import and_, delete, exists, func, insert, or_, select, update

from talkwright.accounts.tables import account, audit, login
from talkwright.storage.database import Dialect
from talkwright.storage.parameters import ZERO, given

_TENANT, _NAME, _TOKEN, _NOW = (given(name) for name in ("tenant", "name", "token", "now"))
_THIS = and_(account.c.tenant == _TENANT, account.c.name == _NAME)
_IN_LOGIN = and_(login.c.tenant == _TENANT, login.c.token == _TOKEN)
_FRESH = and_(login.c.seen_at > given("seen_after"), login.c.began_at > given("began_after"))


class Statements:
    """The text of each statement for one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._of_accounts(dialect)
        self._of_logins(dialect)
        c = audit.c
        told = ("tenant", "at", "who", "address", "what", "target", "detail")
        self.note = dialect.text(insert(audit).values(**{name: given(name) for name in told}))
        notes = select(c.id, c.at, c.who, c.address, c.what, c.target, c.detail)
        before = and_(c.tenant == _TENANT, c.id < given("before"))
        self.notes = dialect.text(notes.where(before).order_by(c.id.desc()).limit(given("limit")).offset(ZERO))

    def _of_accounts(self, dialect: Dialect) -> None:
        c, other = account.c, account.alias()
        role, password = {"role": given("role")}, {"password": given("password")}
        self.add = dialect.insert_new(
            account, {"tenant": _TENANT, "name": _NAME, "created_at": _NOW, **role, **password}
        )
        self.find = dialect.text(select(c.name, c.role, c.password, c.created_at).where(_THIS))
        self.any = dialect.text(select(c.name).where(c.tenant == _TENANT).limit(given("limit")).offset(ZERO))

        seen = select(func.max(login.c.seen_at)).where(login.c.tenant == c.tenant, login.c.account == c.name)
        everybody = select(c.name, c.role, c.created_at, seen.scalar_subquery())
        self.everybody = dialect.text(everybody.where(c.tenant == _TENANT).order_by(c.name))

        admin = given("admin")
        others = exists().where(other.c.tenant == _TENANT, other.c.name != _NAME, other.c.role == admin)
        spare = or_(c.role != admin, others)  # an admin is left
        self.remove = dialect.text(delete(account).where(_THIS, spare))
        self.remove_even_last = dialect.text(delete(account).where(_THIS))
        self.set_role = dialect.text(update(account).where(_THIS, or_(spare, given("role") == admin)).values(role))
        self.set_password = dialect.text(update(account).where(_THIS).values(password))
        self.renew = dialect.text(update(account).where(_THIS, c.password == given("before")).values(password))

    def _of_logins(self, dialect: Dialect) -> None:
        c = login.c
        begun = {"tenant": _TENANT, "token": _TOKEN, "account": _NAME, "began_at": _NOW, "seen_at": _NOW}
        self.begin = dialect.insert_new(login, begun)
        owner = and_(account.c.tenant == c.tenant, account.c.name == c.account)
        known = select(account.c.name, account.c.role, c.seen_at).join_from(login, account, owner)
        self.known = dialect.text(known.where(_IN_LOGIN, _FRESH))
        self.see = dialect.text(update(login).where(_IN_LOGIN, c.seen_at < _NOW).values(seen_at=_NOW))
        self.end = dialect.text(delete(login).where(_IN_LOGIN))
        self.end_all = dialect.text(delete(login).where(c.tenant == _TENANT, c.account == _NAME))
        old = or_(c.seen_at <= given("seen_after"), c.began_at <= given("began_after"))
        self.sweep = dialect.text(delete(login).where(c.tenant == _TENANT, old))
