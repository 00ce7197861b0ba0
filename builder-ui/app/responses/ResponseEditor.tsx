/** A response: its variations, who says it, and how the one at hand looks. Saved when one leaves what one changed. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { toast } from "../design/toast.ts";
import { RenameDialog } from "../rename/RenameDialog.tsx";
import { edit } from "../server/edits.ts";
import type { ResponseEntry, Variation } from "../server/language.ts";
import { useProject } from "../server/project.ts";
import { useMay } from "../server/session.ts";
import { useLeaving } from "../shell/useLeaving.ts";
import { Uses } from "../slots/Uses.tsx";
import { Looks } from "./Looks.tsx";
import { kept } from "./variation.ts";
import { VariationEditor } from "./VariationEditor.tsx";
import { t } from "./words.ts";

type Props = { response: ResponseEntry; onRenamed: (name: string) => void };

export function ResponseEditor({ response, onRenamed }: Props) {
  const { name, file, path, hash, used_by: uses } = response;
  const may = useMay("author");
  const languages = useProject().data?.languages ?? [];
  const [written, setWritten] = useState({ variations: response.variations, of: response.variations });
  const [at, setAt] = useState(0);
  const [sent, setSent] = useState<Variation[][]>([]); // what comes back of it is no news, while one writes on
  const [added, setAdded] = useState<number | null>(null);
  const [renaming, setRenaming] = useState(false);
  if (!isSame(written.of, response.variations)) {
    const saved = sent.some((each) => isSame(each, response.variations)); // else somebody else changed it
    setWritten({ variations: saved ? written.variations : response.variations, of: response.variations });
  }
  const { variations } = written;
  const keep = (next: Variation[]) => setWritten({ variations: next, of: response.variations });

  async function save(next: Variation[]): Promise<void> {
    keep(next);
    const value = kept(next);
    if (isSame(value, response.variations)) return;
    setSent((before) => [...before, value]);
    const outcome = await edit([{ file, path, value }], { [file]: hash });
    if (outcome.kind === "refused") toast(t("responses.failed"), { tone: "danger", hint: outcome.refusal.message });
  }
  useLeaving(() => may && void save(variations));

  function add(): void {
    keep([...variations, { text: "" }]);
    setAdded(variations.length);
  }

  return (
    <>
      <section className="response" aria-labelledby="response-name">
        <header>
          <h2 id="response-name">{name}</h2>
          {may && (
            <Button size="small" icon="pencil" onClick={() => setRenaming(true)}>
              {t("responses.rename")}
            </Button>
          )}
        </header>
        {variations.map((variation, index) => (
          <VariationEditor
            // oxlint-disable-next-line no-array-index-key -- a variation is where it stands
            key={index}
            number={index + 1}
            variation={variation}
            languages={languages}
            autoFocus={index === added}
            disabled={!may}
            onFocus={() => setAt(index)}
            onWrite={(next) => keep(variations.with(index, next))}
            onLeave={() => void save(variations)}
            onChange={(next) => void save(variations.with(index, next))}
            onRemove={variations.length > 1 ? () => void save(variations.toSpliced(index, 1)) : undefined}
          />
        ))}
        {may && (
          <Button icon="plus" look="quiet" onClick={add}>
            {t("responses.addVariation")}
          </Button>
        )}
        <Uses title={t("responses.uses")} uses={uses} />
      </section>
      <Looks variation={variations[Math.min(at, variations.length - 1)] ?? ""} languages={languages} />
      {renaming && <RenameDialog kind="response" old={name} onClose={() => setRenaming(false)} onRenamed={onRenamed} />}
    </>
  );
}

function isSame(one: readonly Variation[], other: readonly Variation[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
