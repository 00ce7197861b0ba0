/** Where the conversation stands: before a step, with what lets it go on, or in a flow that is not the open one. */

import { nameOf, useDocument } from "../canvas/document.ts";
import { Button } from "../design/Button.tsx";
import { Icon } from "../design/Icon.tsx";
import { useProject } from "../server/project.ts";
import { go } from "../shell/navigation.ts";
import { goOn } from "./deeds.ts";
import { useTried } from "./tried.ts";
import type { Light } from "./useLight.ts";
import type { Talk } from "./useTalk.ts";
import { t } from "./words.ts";

export function Standing({ talk, light: { stand, elsewhere } }: { talk: Talk; light: Light }) {
  const busy = useTried(({ busy }) => busy);
  const { data: project } = useProject();
  const named = (id: string) => project?.flows.find((flow) => flow.id === id)?.name ?? id;
  const paused = talk.live && talk.isLast ? talk.talk?.paused : null;
  if (!paused && elsewhere === null) return null;
  return (
    <div className="try-standing" data-paused={paused ? true : undefined} role="status">
      {paused && (
        <>
          <p>
            <Icon name="pause" />
            <span>
              {paused.action ? t("try.pausedAction", { action: paused.action }) : t("try.paused", { step: called(paused.flow, paused.step) })}
              <small>{named(paused.flow)}</small>
            </span>
          </p>
          <div>
            <Button size="small" look="primary" icon="play" busy={busy} data-keys="F8" onClick={() => void goOn(false)}>
              {t("try.continue")}
            </Button>
            <Button size="small" icon="step" disabled={busy} data-keys="F10" onClick={() => void goOn(true)}>
              {t("try.step")}
            </Button>
          </div>
        </>
      )}
      {elsewhere !== null && (
        <button type="button" className="try-elsewhere" onClick={() => go({ to: "/flows/$id", params: { id: elsewhere } })}>
          <Icon name="branch" />
          <span>{t(stand ? "try.isIn" : "try.wasIn", { flow: named(elsewhere) })}</span>
          <Icon name="right" />
        </button>
      )}
    </div>
  );
}

/** What the card of a step says it is; its id where it is in another flow than the open one. */
function called(flow: string, step: string): string {
  const { id, graph } = useDocument.getState();
  const node = id === flow ? graph.nodes.find((each) => each.id === step) : undefined;
  return node ? nameOf(node.key) : step;
}
