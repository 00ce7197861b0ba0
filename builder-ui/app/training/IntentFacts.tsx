/** Who uses an intent, and what it is taken for. */

import { Icon } from "../design/Icon.tsx";
import type { Confused, Intent } from "../server/language.ts";
import type { Use } from "../server/slots.ts";
import { Link } from "../shell/Link.tsx";
import { t } from "./words.ts";

const FEW = 4;

export function IntentFacts({ intent: { name, uses, confused } }: { intent: Intent }) {
  const pairs = confused.toSorted((one, other) => mistakes(other) - mistakes(one)).slice(0, FEW);
  return (
    <div className="intent-facts">
      {uses.length === 0 && (
        <p data-tone="warning">
          <Icon name="info" /> {t("training.unused")}
        </p>
      )}
      {uses.length > 0 && (
        <details>
          <summary>{t("training.uses", { count: uses.length })}</summary>
          <ul>
            {uses.map((use) => (
              <li key={[use.file, use.line, use.by, use.step].join()}>
                <Icon name={use.flow ? "branch" : "file"} />
                <UseLink use={use} />
                <small>{t("training.at", { file: use.file, line: use.line })}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
      {pairs.length > 0 && (
        <p>
          <span>{t("training.confused")}</span>
          {pairs.map((pair) => {
            const other = pair.one === name ? pair.other : pair.one;
            const words = { count: mistakes(pair), judged: pair.judged };
            return (
              <Link key={other} to="/training" search={{ intent: other }} className="intent-pair" data-tip={t("training.confusedTimes", words)}>
                {other}
                <small>{t("training.number", words)}</small>
              </Link>
            );
          })}
        </p>
      )}
    </div>
  );
}

function UseLink({ use: { flow, step, inside, by } }: { use: Use }) {
  if (!flow) return inside ?? by;
  return (
    <Link to="/flows/$id" params={{ id: flow }} search={{ step }}>
      {[flow, step].filter(Boolean).join(" · ")}
    </Link>
  );
}

function mistakes({ one_as_other: there, other_as_one: back }: Confused): number {
  return there + back;
}
