/** The branches of a step: conditions in their order, where each leads, and what happens otherwise. */

import { Button } from "../design/Button.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { branch } from "../canvas/deeds.ts";
import type { GraphNode } from "../flow/graph.ts";
import { ConditionField } from "./ConditionField.tsx";
import { Onward } from "./Onward.tsx";
import { t } from "./words.ts";

export function Branches({ node }: { node: GraphNode }) {
  if (node.exits.length === 0) return null; // a link
  const conditions = node.exits.filter((exit) => exit.role === "if");
  const otherwise = node.exits.find((exit) => exit.role === "else" || exit.role === "none");
  return (
    <fieldset className="step-list">
      <legend>{t("steps.branches")}</legend>
      {conditions.map((exit, number) => (
        <div key={exit.index} className="step-box">
          <div className="step-box-tools">
            <IconButton icon="up" size="small" label={t("steps.earlier")} disabled={number === 0} onClick={() => branch.move(node.key, exit.index, exit.index - 1)} />
            <IconButton icon="down" size="small" label={t("steps.later")} disabled={number === conditions.length - 1} onClick={() => branch.move(node.key, exit.index, exit.index + 1)} />
            <IconButton icon="close" size="small" label={t("steps.removeBranch")} onClick={() => branch.remove(node.key, exit.index)} />
          </div>
          <ConditionField
            label={t("steps.condition", { number: number + 1 })}
            value={exit.condition ?? ""}
            onChange={(condition) => branch.set(node.key, exit.index, condition)}
          />
          <Onward node={node} exit={exit} />
        </div>
      ))}
      {conditions.length > 0 && otherwise && <Onward node={node} exit={otherwise} label={t("steps.otherwise")} />}
      <Button size="small" look="quiet" icon="plus" onClick={() => branch.add(node.key)}>
        {t("steps.addBranch")}
      </Button>
    </fieldset>
  );
}
