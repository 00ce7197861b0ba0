/** One conversation: what was said, turn by turn, what is behind each, and the ways from here to the canvas. */

import { useMemo } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { useProject } from "../server/project.ts";
import { useConversation } from "../server/rehearsals.ts";
import { go } from "../shell/navigation.ts";
import { goOnFrom, show } from "../try/deeds.ts";
import { Inspector } from "../try/Inspector.tsx";
import { flowOf, standOf } from "../try/path.ts";
import { Talk } from "../try/Talk.tsx";
import { TurnSlider } from "../try/TurnSlider.tsx";
import { useTried } from "../try/tried.ts";
import { when } from "../words/when.ts";
import { t } from "./words.ts";
import "../try/try.css";

export function Opened({ id, turn }: { id: string; turn: number | null }) {
  const { data: talk, isPending, error } = useConversation(id);
  const { data: project } = useProject();
  const own = useMemo(() => new Set(project?.flows.map((flow) => flow.id)), [project]);
  const turns = talk?.turns ?? [];
  const chosen = turns.find(({ number }) => number === turn) ?? turns.at(-1);
  const flow = flowOf(chosen, standOf(chosen, null), own) ?? turns.flatMap(({ path }) => path).findLast((way) => own.has(way.flow))?.flow;
  const onTurn = (number: number) => go({ to: "/conversations", search: { id, turn: String(number) } }, { replace: true });

  if (isPending || error) {
    return (
      <section className="conversations-one" aria-label={t("conversations.one", { id })}>
        {error ? (
          <EmptyState icon="problem" title={t("conversations.unreadOne")}>
            <p>{error.message}</p>
          </EmptyState>
        ) : (
          <Skeleton label={t("conversations.loading")} />
        )}
      </section>
    );
  }

  async function goOn(number: number): Promise<void> {
    if (!(await goOnFrom(id, number))) return;
    useTried.setState({ open: true, asked: true });
    go(flow === undefined ? { to: "/flows" } : { to: "/flows/$id", params: { id: flow } });
  }

  return (
    <section className="conversations-one" aria-label={t("conversations.one", { id })}>
      <header>
        <div>
          <h2>{id}</h2>
          {chosen && <p>{when(chosen.at)}</p>}
        </div>
        {chosen && flow !== undefined && (
          <Button
            icon="branch"
            onClick={() => {
              show({ kind: "stored", id }, chosen.number);
              go({ to: "/flows/$id", params: { id: flow } });
            }}
          >
            {t("conversations.canvas")}
          </Button>
        )}
        {chosen && (
          <Button look="primary" icon="play" onClick={() => void goOn(chosen.number)}>
            {t("conversations.goOn")}
          </Button>
        )}
        <IconButton icon="close" label={t("conversations.close")} onClick={() => go({ to: "/conversations" })} />
      </header>
      <div className="conversations-views">
        <div className="try-talk">
          <Talk turns={turns} chosen={chosen} onTurn={onTurn} live={false} />
          <TurnSlider turns={turns} chosen={chosen} onTurn={onTurn} />
        </div>
        <Inspector talk={{ talk, chosen, live: false, isLast: chosen === turns.at(-1), stored: id }} />
      </div>
    </section>
  );
}
