/** What two have changed alike: which of the two it shall be. None is in the way of the others. */

import { Button } from "../design/Button.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import { useConflicts, useResolve, type Conflict } from "../server/publishing.ts";
import { useMay } from "../server/session.ts";
import { shown } from "./told.ts";
import { t } from "./words.ts";

const WHY = { gone: "history.conflictGone", unreadable: "history.conflictUnreadable", same: "history.conflictText" } as const;

export function Conflicts() {
  const { data: conflicts } = useConflicts();
  if (!conflicts || conflicts.length === 0) return null;
  return (
    <section className="history-conflicts" aria-labelledby="history-conflicts">
      <h2 id="history-conflicts">{t("history.conflicts", { count: conflicts.length })}</h2>
      <ul>
        {conflicts.map((conflict) => (
          <One key={conflict.id} conflict={conflict} />
        ))}
      </ul>
    </section>
  );
}

function One({ conflict }: { conflict: Conflict }) {
  const { id, file, path, flow, step, reason, base, yours, theirs } = conflict;
  const { mutateAsync, isPending } = useResolve();
  const may = useMay("author");

  async function take(whose: "yours" | "theirs"): Promise<void> {
    try {
      await mutateAsync({ id, take: whose });
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      toast(fault.message || t("history.failed"), { tone: "danger", hint: fault.hint });
    }
  }

  return (
    <li>
      <h3>{flow ? [flow, step, path.at(-1)].filter((part) => part !== undefined).join(" › ") : [file, ...path.map(counted)].join(" › ")}</h3>
      <p>{t(WHY[reason])}</p>
      {reason === "same" && (
        <dl>
          {([["base", base], ["yours", yours], ["theirs", theirs]] as const).map(([whose, value]) => (
            <div key={whose}>
              <dt>{t(whose === "base" ? "history.was" : `history.${whose}`)}</dt>
              <dd>{value === undefined ? t("history.nothing") : <CodeText>{shown(value)}</CodeText>}</dd>
            </div>
          ))}
        </dl>
      )}
      {may && (
        <div className="history-deeds">
          <Button busy={isPending} onClick={() => void take("theirs")}>
            {t("history.takeTheirs")}
          </Button>
          <Button look="primary" busy={isPending} onClick={() => void take("yours")}>
            {t("history.takeYours")}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Places in a list as people count them. */
function counted(part: string | number): string | number {
  return typeof part === "number" ? part + 1 : part;
}
