/** Rows of the same kind. A long table draws only the rows that are seen. */

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState, type ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import { t } from "./words.ts";
import "./Table.css";

export type Column<Row> = {
  name: string;
  /** What heads it; empty for a column of buttons. */
  title: string;
  cell: (row: Row) => ReactNode;
  /** What rows are sorted by, when its heading is pressed. */
  sort?: (row: Row) => string | number;
  align?: "end";
  /** A CSS width. */
  width?: string;
};
type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** How tall a row is, in pixels; needed to draw only some. */
  height?: number;
  chosen?: string;
};

const LONG = 100;

export function Table<Row>({ label, columns, rows, rowKey, height = 40, chosen }: Props<Row>) {
  const [order, setOrder] = useState<{ name: string; down: boolean } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const sorted = inOrder(rows, columns, order);
  const long = sorted.length > LONG;
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 10,
    enabled: long,
  });
  const seen = virtual.getVirtualItems();
  const first = long ? (seen[0]?.index ?? 0) : 0;
  const last = long ? (seen.at(-1)?.index ?? -1) : sorted.length - 1;
  const above = long ? (seen[0]?.start ?? 0) : 0;
  const below = long ? virtual.getTotalSize() - (seen.at(-1)?.end ?? 0) : 0;

  return (
    <div ref={box} className="table" data-long={long || undefined} role="region" aria-label={label} tabIndex={0}>
      <table aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            {columns.map(({ name, title, sort, align, width }) => title === "" ? (
              <td key={name} style={{ width }} />
            ) : (
              <th
                key={name}
                scope="col"
                data-align={align}
                style={{ width }}
                aria-sort={order?.name === name ? (order.down ? "descending" : "ascending") : undefined}
              >
                {sort ? (
                  <button
                    type="button"
                    data-tip={t("design.sort", { column: title })}
                    onClick={() => setOrder({ name, down: order?.name === name && !order.down })}
                  >
                    {title}
                    {order?.name === name && <Icon name={order.down ? "down" : "up"} />}
                  </button>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr style={{ height: above }} aria-hidden="true" />}
          {sorted.slice(first, last + 1).map((row, index) => (
            <tr
              key={rowKey(row)}
              aria-rowindex={first + index + 2}
              data-chosen={chosen === rowKey(row) || undefined}
              style={long ? { height } : undefined}
            >
              {columns.map(({ name, cell, align }) => (
                <td key={name} data-align={align}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {below > 0 && <tr style={{ height: below }} aria-hidden="true" />}
        </tbody>
      </table>
    </div>
  );
}

function inOrder<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: { name: string; down: boolean } | null) {
  const sort = columns.find(({ name }) => name === order?.name)?.sort;
  if (!sort) return rows;
  const way = order?.down ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [sort(one), sort(other)];
    const more = typeof a === "string" ? a.localeCompare(String(b)) : a - Number(b);
    return way * more;
  });
}
