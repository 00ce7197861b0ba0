/** Two views beside or above each other; the edge between them can be drawn. */

import type { ReactNode } from "react";
import { useSize } from "./useSize.ts";
import { t } from "./words.ts";
import "./Panel.css";

type Props = {
  name: string;
  label: string;
  along?: "x" | "y";
  /** Pixels of the first. */
  usual?: number;
  children: [ReactNode, ReactNode];
};

export function Splitter({ name, label, along = "x", usual = 320, children: [first, second] }: Props) {
  const limits = { usual, least: 120, most: 1200 };
  const { size, separator } = useSize(name, limits, { along, toward: 1 }, t("design.resize", { name: label }));
  return (
    <div className="splitter" data-along={along}>
      <div style={along === "x" ? { width: size, maxWidth: "80%" } : { height: size, maxHeight: "80%" }}>{first}</div>
      <div {...separator} />
      <div>{second}</div>
    </div>
  );
}
