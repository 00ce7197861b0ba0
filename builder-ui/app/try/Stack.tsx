/** The flows that are going on after a turn, the acting one first. */

import { useProject } from "../server/project.ts";
import type { Turn } from "../server/rehearsals.ts";
import { Link } from "../shell/Link.tsx";
import { t } from "./words.ts";

const WAITS = ["answer", "user", "action", "question", "retry", "validate", "call"] as const;
type Wait = (typeof WAITS)[number];

export function Stack({ turn: { stack }, loop }: { turn: Turn; loop: string | null }) {
  const { data: project } = useProject();
  return (
    <>
      {stack.length === 0 && <p className="try-none">{t("try.noStack")}</p>}
      <ol className="try-list">
        {stack.toReversed().map(({ id, flow, step, kind, waits }) => {
          const known = project?.flows.find((each) => each.id === flow);
          return (
            <li key={id}>
              <span>
                {known ? (
                  <Link to="/flows/$id" params={{ id: flow }} search={{ step }}>
                    {known.name}
                  </Link>
                ) : (
                  flow
                )}
                <small>{[kind, isWait(waits) ? t(`try.waits.${waits}`) : ""].filter(Boolean).join(" · ")}</small>
              </span>
              <code>{step}</code>
            </li>
          );
        })}
      </ol>
      {loop !== null && <p className="try-none">{t("try.loop", { form: loop })}</p>}
    </>
  );
}

function isWait(waits: string | undefined): waits is Wait {
  return (WAITS as readonly (string | undefined)[]).includes(waits);
}
