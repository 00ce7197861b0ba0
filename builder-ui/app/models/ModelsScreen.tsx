/** The models of the bot: which one runs, how good each is, training another, comparing, and going back. */

import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Icon } from "../design/Icon.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Tabs } from "../design/Tabs.tsx";
import { useJobs } from "../server/jobs.ts";
import { start, useModels } from "../server/language.ts";
import { useMay } from "../server/session.ts";
import { useActions } from "../shell/actions.ts";
import { go, useSearch } from "../shell/navigation.ts";
import { Screen } from "../shell/Screen.tsx";
import { tried } from "../training/teach.ts";
import { Comparison } from "./Comparison.tsx";
import { JobBar } from "./JobBar.tsx";
import { ModelTable } from "./ModelTable.tsx";
import { partsOf } from "./parts.ts";
import { Talks } from "./Talks.tsx";
import { Understanding } from "./Understanding.tsx";
import { useOver } from "./useOver.ts";
import { t } from "./words.ts";
import "./models.css";

const KINDS = new Set(["training", "evaluation", "comparison"]);
type Part = "understanding" | "conversations" | "comparison";

export function ModelsScreen() {
  const { data: models, isPending, error } = useModels();
  const { data: jobs } = useJobs();
  const [may, mayServe] = [useMay("author"), useMay("publisher")];
  const search = useSearch();
  useOver(jobs);

  const mine = jobs?.filter(({ kind }) => KINDS.has(kind)) ?? [];
  const atWork = mine.filter(({ state }) => state === "running");
  const trains = atWork.some(({ kind }) => kind === "training");
  const running = models?.find(({ runs }) => runs);
  const part = (search.get("part") ?? "understanding") as Part;
  const train = (serve: boolean) => void tried(() => start.training(serve));

  useActions([{ name: "models.train", label: t("models.train"), group: t("models.group"), icon: "model", keys: "Shift+T", disabled: !may || trains, perform: () => train(false) }]);

  const buttons = may && (
    <>
      {mayServe && (
        <Button icon="play" disabled={trains} onClick={() => train(true)}>
          {t("models.trainAndServe")}
        </Button>
      )}
      <Button look="primary" icon="model" disabled={trains} data-keys="Shift+T" onClick={() => train(false)}>
        {t("models.train")}
      </Button>
    </>
  );
  return (
    <Screen name="models" about={t("models.about")} actions={models && models.length > 0 && buttons}>
      {isPending && <Skeleton label={t("models.loading")} />}
      {atWork.map((job) => (
        <JobBar key={job.id} job={job} />
      ))}
      {!isPending && (error || models.length === 0) && (
        <EmptyState icon={error ? "problem" : "model"} title={error ? t("models.unread") : t("models.empty")} action={!error && buttons}>
          <p>{error ? error.message : t("models.teach")}</p>
        </EmptyState>
      )}
      {models && models.length > 0 && (
        <>
          {running && running.differs.length > 0 && !trains && (
            <p className="models-stale">
              <Icon name="history" />
              {t("models.stale", { parts: partsOf(running) })}
            </p>
          )}
          <ModelTable models={models} running={running} may={may} mayServe={mayServe} />
          <Tabs<Part>
            label={t("models.results")}
            tab={part}
            onTab={(name) => go({ to: "/models", search: { part: name, model: search.get("model") ?? undefined } })}
            tabs={[
              { name: "understanding", label: t("models.understanding"), children: <Understanding may={may} isAtWork={atWork.some(({ kind }) => kind === "evaluation")} /> },
              { name: "conversations", label: t("models.conversations"), children: <Talks model={models.find(({ file }) => file === search.get("model")) ?? running ?? models[0]} may={may} /> },
              { name: "comparison", label: t("models.compared"), children: <Comparison jobs={mine} models={models} /> },
            ]}
          />
        </>
      )}
    </Screen>
  );
}
