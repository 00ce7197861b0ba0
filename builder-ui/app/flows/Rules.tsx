/** The rules or the stories of a bot of Rasa: what has to be so, and what follows, step by step. */

import { Badge } from "../design/Badge.tsx";
import { Icon, type IconName } from "../design/Icon.tsx";
import type { Rule, Told } from "../server/project.ts";
import { t } from "./words.ts";

const ICONS: Record<string, IconName> = { says: "message", does: "action", knows: "slot", loops: "restart", passes: "link" };

export function Rules({ rules }: { rules: readonly Rule[] }) {
  return (
    <ul className="flow-rules">
      {rules.map(({ name, file, line, start, condition, steps }) => (
        <li key={`${file} ${line}`}>
          <h2>{name}</h2>
          <small>{t("flows.where", { file, line })}</small>
          {start && <Badge tone="info">{t("flows.startOnly")}</Badge>}
          {condition.length > 0 && <Steps title={t("flows.condition")} steps={condition} />}
          <Steps title={t("flows.then")} steps={steps} />
        </li>
      ))}
    </ul>
  );
}

function Steps({ title, steps }: { title: string; steps: readonly Told[] }) {
  return (
    <ol aria-label={title}>
      {steps.map(({ kind, words }, at) => (
        // oxlint-disable-next-line no-array-index-key -- a step is where it stands
        <li key={at} data-kind={kind}>
          <Icon name={ICONS[kind] ?? "branch"} />
          {words}
        </li>
      ))}
    </ol>
  );
}
