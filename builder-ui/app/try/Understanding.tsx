/** What was understood of a message before anything was done about it. */

import { useId } from "react";
import { Tag } from "../design/Tag.tsx";
import type { Turn } from "../server/rehearsals.ts";
import { percent, valueTold } from "./told.ts";
import { t } from "./words.ts";

export function Understanding({ turn: { nlu } }: { turn: Turn }) {
  const id = useId();
  if (nlu === null) return <p className="try-none">{t("try.noMessage")}</p>;
  const ranking = nlu.ranking.length > 0 ? nlu.ranking : [{ name: nlu.intent, confidence: nlu.confidence }];
  return (
    <div className="try-nlu">
      <h3 id={id}>{t("try.intents")}</h3>
      <ol aria-labelledby={id}>
        {ranking.map(({ name, confidence }, at) => (
          <li key={name ?? at} data-best={at === 0 || undefined}>
            <code>{name ?? t("try.noIntent")}</code>
            <span className="try-bar" aria-hidden="true">
              <i style={{ width: `${Math.max(1, confidence * 100)}%` }} />
            </span>
            <span>{percent(confidence)}</span>
          </li>
        ))}
      </ol>
      <h3>{t("try.entities")}</h3>
      {nlu.entities.length === 0 && <p className="try-none">{t("try.noEntities")}</p>}
      <ul>
        {nlu.entities.map(({ entity, value, start, extractor, role, group }) => (
          <li key={`${entity} ${start} ${valueTold(value)}`}>
            <code>{entity}</code>
            <span>{valueTold(value)}</span>
            {role !== undefined && <Tag>{t("try.role", { role })}</Tag>}
            {group !== undefined && <Tag>{t("try.group", { group })}</Tag>}
            {extractor != null && <small>{extractor}</small>}
          </li>
        ))}
      </ul>
    </div>
  );
}
