/** Who has an account, with which role, and what everybody did. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Tabs } from "../design/Tabs.tsx";
import { useMay } from "../server/session.ts";
import { Screen } from "../shell/Screen.tsx";
import { Activity } from "./Activity.tsx";
import { Everybody } from "./Everybody.tsx";
import { NewPerson } from "./NewPerson.tsx";
import { t } from "./words.ts";

export function PeopleScreen() {
  const may = useMay("admin");
  const [tab, setTab] = useState<"people" | "deeds">("people");
  const [adding, setAdding] = useState(false);

  if (!may) {
    return (
      <Screen name="people">
        <EmptyState icon="lock" title={t("people.forbidden")}>
          <p>{t("people.forbiddenText")}</p>
        </EmptyState>
      </Screen>
    );
  }
  const add = () => setAdding(true);
  return (
    <Screen
      name="people"
      about={t("people.about")}
      actions={
        <Button look="primary" icon="plus" onClick={add}>
          {t("people.add")}
        </Button>
      }
    >
      <Tabs
        label={t("people.people")}
        tab={tab}
        onTab={setTab}
        tabs={[
          { name: "people", label: t("people.people"), children: <Everybody onAdd={add} /> },
          { name: "deeds", label: t("people.deeds"), children: <Activity /> },
        ]}
      />
      <NewPerson open={adding} onClose={() => setAdding(false)} />
    </Screen>
  );
}
