/** Everything that is wrong with the bot as this person sees it, with the way there and, where it is safe, the fix. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Select } from "../design/Select.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import { useFix, useProblems, type Problem } from "../server/project.ts";
import { useMay } from "../server/session.ts";
import { Screen } from "../shell/Screen.tsx";
import { groupsOf, keyOf, type Show } from "./groups.ts";
import { ProblemCard } from "./ProblemCard.tsx";
import { t } from "./words.ts";
import "./ProblemsScreen.css";

export function ProblemsScreen() {
  const { data: problems, isPending, error } = useProblems();
  const [show, setShow] = useState<Show>("all");
  const [words, setWords] = useState("");
  const fixing = useFixing();

  if (isPending) {
    return (
      <Screen name="problems">
        <Skeleton label={t("problems.loading")} />
      </Screen>
    );
  }
  if (error || problems.length === 0) {
    return (
      <Screen name="problems">
        <EmptyState icon={error ? "problem" : "check"} title={error ? t("problems.unread") : t("problems.empty")}>
          <p>{error ? error.message : t("problems.teach")}</p>
        </EmptyState>
      </Screen>
    );
  }
  const groups = groupsOf(problems, show, words);
  const safe = groups.flatMap((group) => group.problems).filter(({ fix }) => fix);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const counts = [
    errors > 0 && t("problems.count.errors", { count: errors }),
    problems.length > errors && t("problems.count.warnings", { count: problems.length - errors }),
  ];

  return (
    <Screen
      name="problems"
      about={[counts.filter(Boolean).join(", "), t("problems.about")].join(". ")}
      actions={
        fixing.may &&
        safe.length > 0 && (
          <Button icon="check" busy={fixing.busy} onClick={() => void fixing.fix(safe)}>
            {t("problems.fixAll", { count: safe.length })}
          </Button>
        )
      }
    >
      <div className="problems-filter">
        <TextField label={t("problems.filter")} hideLabel type="search" placeholder={t("problems.filter")} value={words} onChange={setWords} />
        <Select
          label={t("problems.show")}
          hideLabel
          value={show}
          onChange={setShow}
          choices={[
            { value: "all", label: t("problems.all") },
            { value: "error", label: t("problems.errors") },
            { value: "warning", label: t("problems.warnings") },
          ]}
        />
      </div>
      {groups.length === 0 && <p role="status">{t("problems.none")}</p>}
      {groups.map((group) => (
        <section key={group.place} className="problems-group" aria-label={t("problems.title", { place: group.place })}>
          <h2>{group.place}</h2>
          <ul>
            {group.problems.map((problem) => (
              <ProblemCard
                key={keyOf(problem)}
                problem={problem}
                busy={fixing.busy}
                onFix={fixing.may ? () => void fixing.fix([problem]) : undefined}
              />
            ))}
          </ul>
        </section>
      ))}
    </Screen>
  );
}

/** Fixes move what stands behind them in a file, so that they are made from the end of each to its beginning. */
function useFixing() {
  const { mutateAsync } = useFix();
  const may = useMay("author");
  const [busy, setBusy] = useState(false);

  async function fix(problems: readonly Problem[]): Promise<void> {
    setBusy(true);
    let done = 0;
    try {
      for (const problem of problems.toSorted((one, other) => other.line - one.line || other.column - one.column)) {
        await mutateAsync(problem);
        done += 1;
      }
    } catch (fault) {
      const said = fault instanceof Refusal ? fault : null;
      toast(t("problems.failed"), { tone: "danger", hint: [said?.message, said?.hint].filter(Boolean).join(" ") });
    } finally {
      setBusy(false);
    }
    if (done > 0) toast(t("problems.fixed", { count: done }), { tone: "success" });
  }

  return { may, busy, fix };
}
