/** How well messages are understood: a cross-validation of the examples, by intent, and what is mixed up. */

import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Table } from "../design/Table.tsx";
import { start, useReview } from "../server/language.ts";
import { Link } from "../shell/Link.tsx";
import { percent } from "../training/percent.ts";
import { tried } from "../training/teach.ts";
import { when } from "../words/when.ts";
import { Figure } from "./Figure.tsx";
import { t } from "./words.ts";

export function Understanding({ may, isAtWork }: { may: boolean; isAtWork: boolean }) {
  const { data: reviewed, isPending } = useReview();
  const evaluate = may && (
    <Button icon="restart" busy={isAtWork} onClick={() => void tried(() => start.evaluation("nlu"))}>
      {t("models.evaluate")}
    </Button>
  );
  if (isPending) return <Skeleton label={t("models.loading")} />;
  const found = reviewed?.understood;
  if (!reviewed || !found) {
    return (
      <EmptyState icon="chart" title={t("models.understanding")} action={evaluate}>
        {reviewed?.review.accuracy != null && <p>{t("models.heldOut", { share: percent(reviewed.review.accuracy) })}</p>}
        <p>{t("models.neverEvaluated")}</p>
      </EmptyState>
    );
  }
  const rows = Object.entries(found.labels).map(([intent, score]) => ({ intent, ...score }));
  rows.sort((one, other) => one.f1 - other.f1);
  return (
    <div className="results">
      <header>
        <p>
          {t("models.validated", { when: when(reviewed.at), count: found.folds })}
          {reviewed.stale && <strong>{t("models.staleResult", { when: when(reviewed.at) })}</strong>}
        </p>
        {evaluate}
      </header>
      <dl className="figures">
        <Figure name={t("models.accuracy")} share={found.accuracy} />
        <Figure name={t("models.f1Mean")} share={found.f1} />
        {found.entity_f1 !== null && <Figure name={t("models.entityF1")} share={found.entity_f1} />}
      </dl>
      {found.untested.length > 0 && <p>{t("models.untested", { count: found.untested.length, names: found.untested.join(", ") })}</p>}
      <div className="results-tables">
        <div>
          <h2>{t("models.intents")}</h2>
          <Table
            label={t("models.intents")}
            rows={rows}
            rowKey={({ intent }) => intent}
            columns={[
              { name: "intent", title: t("models.intent"), cell: ({ intent }) => <ToIntent name={intent} />, sort: ({ intent }) => intent },
              { name: "f1", title: t("models.f1"), align: "end", cell: ({ f1 }) => <Share of={f1} />, sort: ({ f1 }) => f1 },
              { name: "precision", title: t("models.precision"), align: "end", cell: ({ precision }) => percent(precision), sort: ({ precision }) => precision },
              { name: "recall", title: t("models.recall"), align: "end", cell: ({ recall }) => percent(recall), sort: ({ recall }) => recall },
              { name: "support", title: t("models.support"), align: "end", cell: ({ support }) => support, sort: ({ support }) => support },
            ]}
          />
        </div>
        <div>
          <h2>{t("models.confusions")}</h2>
          {found.confusions.length === 0 && <p>{t("models.noConfusions")}</p>}
          {found.confusions.length > 0 && (
            <Table
              label={t("models.confusions")}
              rows={found.confusions}
              rowKey={({ wanted, came }) => `${wanted} ${came}`}
              columns={[
                { name: "wanted", title: t("models.wanted"), cell: ({ wanted }) => <ToIntent name={wanted} />, sort: ({ wanted }) => wanted },
                { name: "came", title: t("models.came"), cell: ({ came }) => <ToIntent name={came} />, sort: ({ came }) => came },
                { name: "count", title: t("models.count"), align: "end", cell: ({ count }) => count, sort: ({ count }) => count },
              ]}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function ToIntent({ name }: { name: string }) {
  return (
    <Link to="/training" search={{ intent: name }} className="results-intent">
      {name}
    </Link>
  );
}

const LOW = 0.8;

/** A share with a bar; one that is low is seen at once. */
function Share({ of }: { of: number }) {
  return (
    <span className="results-share" data-low={of < LOW || undefined}>
      <span aria-hidden="true">
        <span style={{ width: `${of * 100}%` }} />
      </span>
      {percent(of)}
    </span>
  );
}
