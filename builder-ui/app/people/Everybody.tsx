/** The accounts, each with its role, which can be changed on the spot. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Menu } from "../design/Menu.tsx";
import { Select } from "../design/Select.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Table } from "../design/Table.tsx";
import { account, usePeople, type Account } from "../server/session.ts";
import { NewPassword } from "./NewPassword.tsx";
import { roles } from "./roles.ts";
import { tried } from "./tried.ts";
import { when } from "../words/when.ts";
import { t } from "./words.ts";

type Asked = { name: string; what: "remove" | "password" };

export function Everybody({ onAdd }: { onAdd: () => void }) {
  const { data: people, isPending, error } = usePeople();
  const [asked, setAsked] = useState<Asked | null>(null);

  if (isPending) return <Skeleton label={t("people.loading")} />;
  if (error || people.length === 0) {
    return (
      <EmptyState
        icon={error ? "problem" : "people"}
        title={error ? t("people.unread") : t("people.empty")}
        action={
          !error && (
            <Button look="primary" icon="plus" onClick={onAdd}>
              {t("people.add")}
            </Button>
          )
        }
      >
        <p>{error ? error.message : t("people.teach")}</p>
      </EmptyState>
    );
  }
  const close = () => setAsked(null);

  return (
    <>
      <Table
        label={t("people.people")}
        rows={people}
        rowKey={({ name }) => name}
        columns={[
          { name: "name", title: t("people.name"), cell: ({ name }) => name, sort: ({ name }) => name },
          { name: "role", title: t("people.role"), cell: (person) => <RoleOf person={person} />, sort: ({ role }) => role },
          { name: "joined", title: t("people.joined"), cell: ({ created_at }) => when(created_at), sort: ({ created_at }) => created_at },
          {
            name: "more",
            title: "",
            align: "end",
            cell: ({ name }) => (
              <Menu
                align="end"
                items={[
                  { label: t("people.reset"), icon: "pencil", perform: () => setAsked({ name, what: "password" }) },
                  { label: t("people.remove"), icon: "remove", danger: true, perform: () => setAsked({ name, what: "remove" }) },
                ]}
              >
                <IconButton icon="more" size="small" label={t("people.more", { name })} />
              </Menu>
            ),
          },
        ]}
      />
      {asked?.what === "password" && <NewPassword name={asked.name} onClose={close} />}
      <Removal name={asked?.what === "remove" ? asked.name : null} onClose={close} />
    </>
  );
}

function RoleOf({ person: { name, role } }: { person: Account }) {
  const change = (wished: Account["role"]) => tried(account.change(name, { role: wished }), t("people.changed", { name }));
  return <Select label={t("people.roleOf", { name })} hideLabel value={role} onChange={(wished) => void change(wished)} choices={roles()} />;
}

function Removal({ name, onClose }: { name: string | null; onClose: () => void }) {
  async function remove(who: string): Promise<void> {
    if (await tried(account.remove(who), t("people.removed", { name: who }))) onClose();
  }
  if (name === null) return null;
  return (
    <Dialog
      open
      size="small"
      title={t("people.removeTitle", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("people.cancel")}</Button>
          <Button look="danger" onClick={() => void remove(name)}>
            {t("people.remove")}
          </Button>
        </>
      }
    >
      <p>{t("people.removeText", { name })}</p>
    </Dialog>
  );
}
