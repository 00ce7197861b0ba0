/** Two models side by side, on what neither has learnt: which is better, and whether that may be luck. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Table } from "../design/Table.tsx";
import type { Job } from "../server/jobs.ts";
import type { Compared, Model, Paired } from "../server/language.ts";
import { percent } from "../training/percent.ts";
import { when } from "../words/when.ts";
import { Outcome } from "./Talks.tsx";
import { nameOf } from "./useOver.ts";
import { verdictOf } from "./verdict.ts";
import { t } from "./words.ts";

type Props = { jobs: readonly Job[]; models: readonly Model[] };

export function Comparison({ jobs, models }: Props) {
  const last = jobs.find(({ kind, state }) => kind === "comparison" && state === "done");
  if (!last?.result) {
    return (
      <EmptyState icon="choice" title={t("models.compared")}>
        <p>{t("models.neverCompared")}</p>
      </EmptyState>
    );
  }
  return <Sides found={last.result as Compared} models={models} />;
}

function Sides({ found, models }: { found: Compared; models: readonly Model[] }) {
  const { messages, conversations, accuracy, passed, heard, turned } = found;
  const names = found.models.map(nameOf);
  const columns = (["one", "other"] as const).map((side, at) => ({ side, title: names[at] ?? "" }));
  if (!messages && !conversations) {
    return (
      <EmptyState icon="choice" title={t("models.comparedFor", { one: names[0] ?? "", other: names[1] ?? "" })}>
        <p>{t("models.nothingToCompare")}</p>
      </EmptyState>
    );
  }
  return (
    <div className="results">
      <table className="sides">
        <caption className="unseen">{t("models.compared")}</caption>
        <thead>
          <tr>
            <td />
            {found.models.map((file) => {
              const model = models.find((each) => each.file === file);
              return (
                <th key={file} scope="col">
                  <code>{nameOf(file)}</code>
                  {model && <small>{t("models.from", { when: when(model.at) })}</small>}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {messages && <Row name={t("models.messages")} values={accuracy.map((share) => percent(share, 1))} pair={messages} names={names} />}
          {conversations && <Row name={t("models.conversations")} values={passed.map((count) => t("models.passed", { passed: count, count: conversations.count }))} pair={conversations} names={names} />}
        </tbody>
      </table>
      {heard.length > 0 && (
        <div>
          <h2>{t("models.differentlyHeard")}</h2>
          <Table
            label={t("models.differentlyHeard")}
            rows={heard}
            rowKey={({ text, wanted }) => `${wanted} ${text}`}
            columns={[
              { name: "text", title: t("models.text"), cell: ({ text }) => text, sort: ({ text }) => text },
              { name: "wanted", title: t("models.wanted"), cell: ({ wanted }) => <code>{wanted}</code>, sort: ({ wanted }) => wanted },
              ...columns.map(({ side, title }) => ({ name: side, title, cell: (row: Compared["heard"][number]) => <Guess of={row[side]} isRight={row[side] === row.wanted} /> })),
            ]}
          />
        </div>
      )}
      {turned.length > 0 && (
        <div>
          <h2>{t("models.differentlyEnded")}</h2>
          <Table
            label={t("models.differentlyEnded")}
            rows={turned}
            rowKey={({ file, line }) => `${file}:${line}`}
            columns={[
              { name: "name", title: t("models.conversations"), cell: ({ name }) => name, sort: ({ name }) => name },
              ...columns.map(({ side, title }) => ({ name: side, title, cell: (row: Compared["turned"][number]) => <Outcome of={row[side]} /> })),
            ]}
          />
        </div>
      )}
    </div>
  );
}

function Row({ name, values, pair, names }: { name: string; values: string[]; pair: Paired; names: string[] }) {
  const { better } = verdictOf(pair);
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        {values.map((value, at) => (
          <td key={names[at]} data-better={better === at || undefined}>
            {value}
          </td>
        ))}
      </tr>
      <tr className="sides-verdict">
        <td colSpan={3}>{sentence(pair, names)}</td>
      </tr>
    </>
  );
}

/** What a pair comes to, in words. */
function sentence(pair: Paired, names: string[]): string {
  if (pair.one_only === 0 && pair.other_only === 0) return t("models.notSame", { count: pair.count });
  const { better, odds } = verdictOf(pair);
  const said = odds.kind === "in" ? t("models.odds.in", { count: odds.count }) : t(`models.odds.${odds.kind}`);
  const range = t("models.difference", { low: percent(pair.low, 1), high: percent(pair.high, 1) });
  const only = names.map((model, at) => t("models.oneOnly", { model, count: at === 0 ? pair.one_only : pair.other_only }));
  const verdict = better === null ? t("models.equal", { odds: said }) : t("models.better", { model: names[better] ?? "", odds: said });
  return [verdict, `${only.join(", ")}.`, range].join(" ");
}

function Guess({ of, isRight }: { of: string; isRight: boolean }) {
  return <code data-right={isRight}>{of}</code>;
}
