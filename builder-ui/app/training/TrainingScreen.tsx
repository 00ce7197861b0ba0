/** What the bot learns to understand from: intents with their examples, synonyms, lookup tables, regular expressions. */

import { useMemo, useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Tabs } from "../design/Tabs.tsx";
import { useData, useIntents, type ListKind } from "../server/language.ts";
import { useProject } from "../server/project.ts";
import { useMay } from "../server/session.ts";
import { useActions } from "../shell/actions.ts";
import { go, useSearch } from "../shell/navigation.ts";
import { Screen } from "../shell/Screen.tsx";
import { IntentList } from "./IntentList.tsx";
import { IntentView } from "./IntentView.tsx";
import { NewIntent } from "./NewIntent.tsx";
import { ReviewBar } from "./ReviewBar.tsx";
import { useTeach } from "./teach.ts";
import { TABS, WordLists } from "./WordLists.tsx";
import { t } from "./words.ts";
import "./training.css";

type Name = "intents" | (typeof TABS)[ListKind];

export function TrainingScreen() {
  const may = useMay("author");
  const { data } = useData();
  const [adding, setAdding] = useState(false);
  const tab = (useSearch().get("tab") ?? "intents") as Name;
  const count = (kind: ListKind) => data?.filter((each) => each.kind === kind).length;

  useActions(
    useMemo(
      () => [
        { name: "training.new", label: t("training.new"), group: t("training.group"), icon: "plus", keys: "N", disabled: !may, perform: () => setAdding(true) },
        { name: "training.add", label: t("training.add"), group: t("training.group"), keys: "A", disabled: !may, perform: () => document.querySelector<HTMLElement>(".add-example textarea")?.focus() },
        { name: "training.find", label: t("training.find"), group: t("training.group"), keys: "/", perform: () => document.querySelector<HTMLElement>(".intents input")?.focus() },
      ],
      [may],
    ),
  );

  const add = may && (
    <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
      {t("training.new")}
    </Button>
  );
  return (
    <Screen name="training" about={t("training.about")} actions={tab === "intents" && add}>
      <Tabs<Name>
        label={t("training.parts")}
        tab={tab}
        onTab={(name) => go({ to: "/training", search: { tab: name === "intents" ? undefined : name } })}
        tabs={[
          { name: "intents", label: t("training.intents"), children: <Intents add={add} may={may} adding={adding} onAdded={() => setAdding(false)} /> },
          ...(["synonym", "lookup", "regex"] as const).map((kind) => ({
            name: TABS[kind],
            label: t(`training.${TABS[kind]}`),
            ...(count(kind) === undefined ? {} : { count: count(kind) as number }),
            children: <WordLists kind={kind} may={may} />,
          })),
        ]}
      />
    </Screen>
  );
}

function Intents({ add, may, adding, onAdded }: { add: React.ReactNode; may: boolean; adding: boolean; onAdded: () => void }) {
  const { data: intents, isPending, error } = useIntents();
  const { data: project } = useProject();
  const teach = useTeach();
  const asked = useSearch().get("intent");
  const name = asked ?? intents?.[0]?.name;
  const known = intents?.some((each) => each.name === name?.split("/")[0]);

  return (
    <>
      {isPending && <Skeleton label={t("training.loading")} />}
      {!isPending && (error || intents.length === 0) && (
        <EmptyState icon={error ? "problem" : "training"} title={error ? t("training.unread") : t("training.empty")} action={!error && add}>
          <p>{error ? error.message : t("training.teach")}</p>
        </EmptyState>
      )}
      {intents && intents.length > 0 && (
        <>
          <ReviewBar may={may} />
          <div className="training">
            <IntentList intents={intents} open={name ?? ""} onDrop={(intent, examples) => void teach({ move: examples.map((at) => ({ at, intent })) })} />
            {name && known && <IntentView key={name} name={name} intents={intents} entities={project?.entities ?? []} may={may} teach={teach} />}
            {!known && (
              <EmptyState icon="training" title={t("training.gone", { intent: name ?? "" })}>
                <p>{t("training.goneText")}</p>
              </EmptyState>
            )}
          </div>
        </>
      )}
      {adding && <NewIntent intents={intents ?? []} teach={teach} onClose={onAdded} />}
    </>
  );
}
