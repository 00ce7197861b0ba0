/** Would my draft change it? The last conversations are answered again, and those that would go otherwise are told. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Progress } from "../design/Progress.tsx";
import { Select } from "../design/Select.tsx";
import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import { useJob, useStop, type Job } from "../server/jobs.ts";
import { replay, type Compared } from "../server/rehearsals.ts";
import { Change } from "./Change.tsx";
import { t } from "./words.ts";

const KEPT = "talkwright:replays";
const COUNTS = [50, 100, 300, 1000];

export function Effects() {
  const [last, setLast] = useState(100);
  const [id, setId] = useState(() => sessionStorage.getItem(KEPT));
  const { data: job, error } = useJob<Compared>(id);
  const stop = useStop();
  const isRunning = job?.state === "running";

  async function run(): Promise<void> {
    try {
      const { job } = await replay(last);
      sessionStorage.setItem(KEPT, job);
      setId(job);
    } catch (fault) {
      toast(t("conversations.failed"), { tone: "danger", hint: fault instanceof Refusal ? `${fault.message} ${fault.hint}` : String(fault) });
    }
  }

  return (
    <div className="effects">
      <form
        className="effects-ask"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Select
          label={t("conversations.against")}
          value={String(last)}
          onChange={(chosen) => setLast(Number(chosen))}
          choices={COUNTS.map((count) => ({ value: String(count), label: t("conversations.last", { count }) }))}
        />
        <Button look="primary" type="submit" icon="play" busy={isRunning}>
          {t("conversations.run")}
        </Button>
        {isRunning && id !== null && (
          <Button icon="stop" onClick={() => stop.mutate(id)}>
            {t("conversations.stop")}
          </Button>
        )}
      </form>
      {job && !error ? <Outcome job={job} /> : <Teach />}
    </div>
  );
}

function Teach() {
  return (
    <EmptyState icon="sync" title={t("conversations.wouldIt")}>
      <p>{t("conversations.wouldItText")}</p>
    </EmptyState>
  );
}

function Outcome({ job: { state, progress, said, left_s: left, result } }: { job: Job<Compared> }) {
  if (state === "running") {
    return (
      <div className="effects-running" role="status">
        <Progress label={t("conversations.running")} value={progress} />
        <p>{[said, left == null ? "" : t("conversations.left", { count: Math.ceil(left) })].filter(Boolean).join(" · ")}</p>
      </div>
    );
  }
  if (state === "cancelled") return <p role="status">{t("conversations.cancelled")}</p>;
  if (state === "failed" || !result) {
    return (
      <EmptyState icon="problem" title={t("conversations.failed")}>
        <p>{said}</p>
      </EmptyState>
    );
  }
  const { conversations, same, already, changed, changes } = result;
  return (
    <>
      <div role="status">
        <dl className="effects-counts">
          {(["changed", "same", "already"] as const).map((name) => (
            <div key={name} data-name={name}>
              <dt>{t(`conversations.counted.${name}`)}</dt>
              <dd>{{ changed, same, already }[name]}</dd>
            </div>
          ))}
        </dl>
      </div>
      {changed === 0 && (
        <EmptyState icon="check" title={t("conversations.unchanged")}>
          <p>{t("conversations.unchangedText", { count: conversations })}</p>
        </EmptyState>
      )}
      <ol className="effects-changes">
        {changes.map((change) => (
          <li key={change.conversation}>
            <Change change={change} />
          </li>
        ))}
      </ol>
      {changed > changes.length && <p>{t("conversations.notAll", { count: changes.length })}</p>}
    </>
  );
}
