/** What the bot can do: its flows as a list and as a map; of bots of Rasa the rules, stories and forms, too. */

import { useMemo, useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Tabs, type Tab } from "../design/Tabs.tsx";
import { useMap, useProject } from "../server/project.ts";
import { useMay } from "../server/session.ts";
import { useActions } from "../shell/actions.ts";
import { Screen } from "../shell/Screen.tsx";
import { FlowList } from "./FlowList.tsx";
import { FlowMap } from "./FlowMap.tsx";
import { Forms } from "./Forms.tsx";
import { NewFlow } from "./NewFlow.tsx";
import { Rules } from "./Rules.tsx";
import { Stories } from "./Stories.tsx";
import { t } from "./words.ts";
import "./flows.css";

type View = "flows" | "map" | "rules" | "stories" | "forms";

export function FlowsScreen() {
  const { data: project, isPending, error } = useProject();
  const { data: map } = useMap();
  const may = useMay("author");
  const [view, setView] = useState<View | null>(null);
  const [adding, setAdding] = useState(false);
  useActions(useMemo(() => [{ name: "flows.new", label: t("flows.new"), group: t("flows.flows"), icon: "plus" as const, keys: "N", disabled: !may, perform: () => setAdding(true) }], [may]));

  const add = may && (
    <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
      {t("flows.new")}
    </Button>
  );
  const flows = project?.flows ?? [];
  const tabs: Tab<View>[] = [];
  if (flows.length > 0) {
    tabs.push({ name: "flows", label: t("flows.flows"), count: flows.filter(({ pattern }) => !pattern).length, children: <FlowList flows={flows} /> });
    tabs.push({ name: "map", label: t("flows.map"), children: <FlowMap /> });
  }
  if (map && map.rules.length > 0) tabs.push({ name: "rules", label: t("flows.rules"), count: map.rules.length, children: <Rules rules={map.rules} /> });
  if (map?.stories) tabs.push({ name: "stories", label: t("flows.stories"), count: map.stories.stories.length, children: <Stories stories={map.stories} /> });
  if (map && map.forms.length > 0) tabs.push({ name: "forms", label: t("flows.forms"), count: map.forms.length, children: <Forms forms={map.forms} /> });
  const first = tabs[0]?.name;

  return (
    <Screen name="flows" about={t("flows.about")} actions={add}>
      {isPending && <Skeleton label={t("flows.loading")} />}
      {!isPending && first === undefined && (
        <EmptyState icon={error ? "problem" : "map"} title={error ? t("flows.unread") : t("flows.empty")} action={!error && add}>
          <p>{error ? error.message : t("flows.teach")}</p>
        </EmptyState>
      )}
      {first !== undefined && <Tabs label={t("flows.view")} tab={view ?? first} onTab={setView} tabs={tabs} />}
      {adding && <NewFlow flows={flows} onClose={() => setAdding(false)} />}
    </Screen>
  );
}
