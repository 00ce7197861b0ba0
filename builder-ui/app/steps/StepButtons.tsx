/** The buttons below what a step says: of its response's first variation, where its others and its languages are kept. */

import { useState } from "react";
import { branch } from "../canvas/deeds.ts";
import { useDocument } from "../canvas/document.ts";
import { Button as Press } from "../design/Button.tsx";
import { Buttons } from "../responses/Buttons.tsx";
import { buttonsOf, kept, withPart, type Button } from "../responses/variation.ts";
import type { ResponseEntry, Variation } from "../server/language.ts";
import { useProject } from "../server/project.ts";
import { go } from "../shell/navigation.ts";
import { useLeaving } from "../shell/useLeaving.ts";
import { sayFirst } from "./create.ts";
import { answers, followed, unasked } from "./presses.ts";
import { asText } from "./schema.ts";
import { t } from "./words.ts";
import "../responses/responses.css";

export function StepButtons({ response, step }: { response: ResponseEntry; step: string | undefined }) {
  const node = useDocument(({ graph }) => (step === undefined ? undefined : graph.byKey.get(step)));
  const slots = useProject().data?.slots ?? [];
  const [written, setWritten] = useState<Button[] | null>(null);
  const first: Variation = response.variations[0] ?? "";
  const saved = buttonsOf(first);
  const buttons = written ?? saved;
  const slot = slots.find(({ name }) => name === asText(node?.value["collect"]));
  const missing = slot && node ? unasked(saved, slot, node.exits) : [];

  async function save(next: Button[]): Promise<void> {
    const [variation] = kept([withPart(first, "buttons", next)]);
    setWritten(next);
    if (variation !== undefined && JSON.stringify(variation) !== JSON.stringify(first)) await sayFirst(response, variation);
    const all = variation !== undefined && buttonsOf(variation).length === next.length; // else one is not filled in yet
    setWritten((now) => (now === next && all ? null : now)); // one may write on meanwhile
  }
  useLeaving(() => written && void save(written));

  return (
    <section className="step-buttons" aria-label={t("steps.buttons")}>
      <Buttons
        buttons={buttons}
        languages={[]}
        payloads={slot ? answers(slot) : []}
        onWrite={(next) => setWritten(followed(next, buttons, slot))}
        onLeave={() => void save(buttons)}
        onChange={(next) => void save(next)}
      />
      {node && missing.length > 0 && (
        <Press size="small" look="quiet" icon="branch" onClick={() => branch.cover(node.key, missing)}>
          {t("steps.branchEach", { count: missing.length })}
        </Press>
      )}
      <Press size="small" look="quiet" icon="response" onClick={() => go({ to: "/responses", search: { name: response.name } })}>
        {t("steps.openResponse")}
      </Press>
    </section>
  );
}
