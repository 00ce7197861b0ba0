/** Where the way goes on, and a click to lead it elsewhere. */

import { askFor } from "../canvas/asking.ts";
import { nameOf } from "../canvas/document.ts";
import { Icon } from "../design/Icon.tsx";
import type { GraphNode, NodeExit } from "../flow/graph.ts";
import { t } from "./words.ts";

export function Onward({ node, exit, label = t("steps.then") }: { node: GraphNode; exit: NodeExit; label?: string }) {
  const to = exit.to === null ? t("steps.end") : nameOf(exit.to);
  return (
    <button type="button" className="step-onward" onClick={() => askFor({ what: "connect", spot: { key: node.key, exit: exit.index } })}>
      <span>{label}</span>
      <Icon name="right" />
      <strong>{to}</strong>
    </button>
  );
}
