/** All that is written down of a turn, in the form in which it is stored. */

import { CodeText } from "../design/CodeText.tsx";
import type { Json } from "../server/json.ts";
import type { Turn } from "../server/rehearsals.ts";
import { t } from "./words.ts";

export function Events({ turn: { events } }: { turn: Turn }) {
  if (events.length === 0) return <p className="try-none">{t("try.noEvents")}</p>;
  return (
    <ol className="try-events">
      {events.map((event, at) => (
        // oxlint-disable-next-line no-array-index-key -- events come in order
        <li key={at}>
          <details>
            <summary>
              <code>{String(event["event"])}</code>
              <span>{aboutOf(event)}</span>
            </summary>
            <CodeText block>{JSON.stringify(event, null, 2)}</CodeText>
          </details>
        </li>
      ))}
    </ol>
  );
}

function aboutOf({ name, value, text, flow_id: flow, step_id: step }: { [key: string]: Json }): string {
  const said = [text, name, flow, step].filter((each) => typeof each === "string" && each !== "").join(" · ");
  return value === undefined ? said : `${said} = ${JSON.stringify(value)}`;
}
