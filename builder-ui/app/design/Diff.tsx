/** How two texts differ, line by line: inline, or side by side. Long runs of lines that are the same are folded. */

import { compare, type Line } from "./lines.ts";
import { t } from "./words.ts";
import "./Diff.css";

const AROUND = 3;
type Props = { label: string; before: string; after: string; look?: "inline" | "side" };
type Row = Line | { kind: "fold"; count: number; before: number };

export function Diff({ label, before, after, look = "inline" }: Props) {
  const rows = folded(compare(before, after));
  return (
    <div className="diff" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead className="unseen">
          <tr>
            <th scope="col">{t("design.before")}</th>
            <th scope="col">{t("design.after")}</th>
          </tr>
        </thead>
        <tbody>{look === "inline" ? rows.map(inline) : pairs(rows).map(side)}</tbody>
      </table>
    </div>
  );
}

function inline(row: Row) {
  if (row.kind === "fold") return fold(row, 3);
  return (
    <tr key={`${row.before} ${row.after}`} data-kind={row.kind}>
      <td className="diff-number">{row.before}</td>
      <td className="diff-number">{row.after}</td>
      {text(row)}
    </tr>
  );
}

function side(pair: [Row | null, Row | null]) {
  const [left, right] = pair;
  if (left?.kind === "fold") return fold(left, 4);
  const cells = [left, right].map((row) => (row?.kind === "fold" ? null : row));
  const [old, now] = cells;
  return (
    <tr key={`${old?.before} ${now?.after}`}>
      <td className="diff-number">{old?.before}</td>
      {old ? text(old) : <td className="diff-none" />}
      <td className="diff-number">{now?.after}</td>
      {now ? text(now) : <td className="diff-none" />}
    </tr>
  );
}

function text({ kind, text }: Line) {
  return (
    <td className="diff-text" data-kind={kind}>
      {kind !== "same" && <span className="unseen">{t(kind === "added" ? "design.added" : "design.removed")}</span>}
      {text}
    </td>
  );
}

function fold({ count, before }: { count: number; before: number }, columns: number) {
  return (
    <tr key={`fold ${before}`} className="diff-fold">
      <td colSpan={columns}>{t("design.same", { count })}</td>
    </tr>
  );
}

function folded(lines: Line[]): Row[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== "same"));
  const rows: Row[] = [];
  lines.forEach((line, at) => {
    const last = rows.at(-1);
    if (near[at]) rows.push(line);
    else if (last?.kind === "fold") last.count++;
    else rows.push({ kind: "fold", count: 1, before: line.before ?? 0 });
  });
  return rows;
}

/** Lines that went and lines that came stand beside each other. */
function pairs(rows: Row[]): [Row | null, Row | null][] {
  const made: [Row | null, Row | null][] = [];
  let open: number[] = []; // places of rows with nothing at their right yet
  for (const row of rows) {
    if (row.kind === "removed") {
      open.push(made.length);
      made.push([row, null]);
    } else if (row.kind === "added") {
      const place = open.shift();
      if (place === undefined) made.push([null, row]);
      else (made[place] as [Row | null, Row | null])[1] = row;
    } else {
      open = [];
      made.push([row, row]);
    }
  }
  return made;
}
