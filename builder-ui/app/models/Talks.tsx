/** How the test conversations went with a model, those that failed first. */

import { Badge } from "../design/Badge.tsx";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Table } from "../design/Table.tsx";
import { start, useTalked, type Had, type Model } from "../server/language.ts";
import { tried } from "../training/teach.ts";
import { nameOf } from "./useOver.ts";
import { t } from "./words.ts";

export function Talks({ model, may }: { model: Model | undefined; may: boolean }) {
  if (model === undefined) return null;
  const run = may && !model.fault && (
    <Button icon="talk" onClick={() => void tried(() => start.evaluation("conversations", model.file))}>
      {t("models.runTests")}
    </Button>
  );
  if (model.talked === null) {
    return (
      <EmptyState icon="talk" title={t("models.conversationsOf", { model: nameOf(model.file) })} action={run}>
        <p>{t("models.neverTalked")}</p>
      </EmptyState>
    );
  }
  return <Talked key={model.file} model={model} run={run} />;
}

function Talked({ model, run }: { model: Model; run: React.ReactNode }) {
  const { data } = useTalked(model.file);
  if (!data) return <Skeleton label={t("models.loading")} />;
  const count = data.conversations.length;
  return (
    <div className="results">
      <header>
        <p>
          {t("models.conversationsOf", { model: nameOf(model.file) })}
          <strong data-tone={data.failed > 0 ? "danger" : "success"}>{t("models.passed", { passed: data.passed, count })}</strong>
          <span>{t("models.flowsSeen", { share: `${Math.round(data.coverage)} %` })}</span>
        </p>
        {run}
      </header>
      <Table
        label={t("models.conversations")}
        rows={data.conversations}
        rowKey={({ file, line }) => `${file}:${line}`}
        height={52}
        columns={[
          { name: "name", title: t("models.conversations"), cell: (had) => <What had={had} />, sort: ({ name }) => name },
          { name: "outcome", title: t("models.outcome"), cell: ({ outcome }) => <Outcome of={outcome} />, sort: ({ outcome }) => outcome, width: "8rem" },
        ]}
      />
    </div>
  );
}

function What({ had: { name, file, line, differences } }: { had: Had }) {
  return (
    <span className="results-talk">
      <strong>{name}</strong>
      <small>{`${file}:${line}`}</small>
      {differences.map((each) => (
        <em key={each}>{each}</em>
      ))}
    </span>
  );
}

export function Outcome({ of }: { of: string }) {
  if (of === "passed") return <Badge tone="success">{t("models.result.passed")}</Badge>;
  if (of === "failed") return <Badge tone="danger">{t("models.result.failed")}</Badge>;
  return <Badge>{t("models.result.notJudged")}</Badge>;
}
