/** One example: written and marked in place, chosen, dragged, and what is worth knowing of it. Left, it is saved. */

import { memo, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { Checkbox } from "../design/Checkbox.tsx";
import { Icon } from "../design/Icon.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Menu } from "../design/Menu.tsx";
import type { Example } from "../server/language.ts";
import { fromPoints, same, saidOf, type Marked } from "./marks.ts";
import { MarkedText } from "./MarkedText.tsx";
import { Remarks } from "./Remarks.tsx";
import { drag, standing, type Teach } from "./teach.ts";
import { t } from "./words.ts";

export type Deeds = {
  teach: Teach;
  remove: (examples: readonly Example[]) => void;
  move: (examples: readonly Example[], intent?: string) => void;
  choose: (example: Example, on: boolean) => void;
  /** The examples that are dragged with this one. */
  along: (example: Example) => readonly Example[];
  go: (index: number) => void;
};
type Props = {
  example: Example;
  index: number;
  isChosen: boolean;
  isLit: boolean;
  may: boolean;
  entities: readonly string[];
  shown: { language: boolean; key: boolean };
  deeds: Deeds;
};

export const ExampleRow = memo(function ExampleRow({ example, index, isChosen, isLit, may, entities, shown, deeds }: Props) {
  const { plain, text, language, intent } = example;
  const written = useMemo<Marked>(() => ({ text: plain, marks: fromPoints(plain, example.entities) }), [plain, example.entities]);
  const [draft, setDraft] = useState<Marked | null>(null);
  const latest = useRef(example);
  useLayoutEffect(() => void (latest.current = example));
  const saved = useRef(Promise.resolve());

  function save(value: Marked): void {
    saved.current = saved.current.then(async () => {
      const { current } = latest;
      const drop = () => setDraft((now) => (now && same(now, value) ? null : now));
      const before = { text: current.plain, marks: fromPoints(current.plain, current.entities) };
      if (value.text.trim() === "" || same(value, before)) return drop();
      if (!(await deeds.teach({ change: [{ at: standing(current), ...saidOf(value) }] }))) return;
      await until(() => latest.current !== current);
      drop();
    });
  }

  return (
    <div
      className="example"
      data-chosen={isChosen || undefined}
      data-lit={isLit || undefined}
      onBlur={(event) => {
        if (draft && !event.currentTarget.contains(event.relatedTarget)) save(draft);
      }}
    >
      {may && (
        <span
          className="example-grip"
          draggable
          data-tip={t("training.drag")}
          onDragStart={(event) => drag(event.dataTransfer, deeds.along(example))}
        >
          <Icon name="drag" />
        </span>
      )}
      {may && <Checkbox label={t("training.choose", { example: plain })} hideLabel checked={isChosen} onChange={(on) => deeds.choose(example, on)} />}
      <MarkedText
        label={t("training.example", { example: plain })}
        value={draft ?? written}
        entities={entities}
        disabled={!may}
        onChange={(value, whole) => {
          setDraft(value);
          if (whole) save(value);
        }}
        onEnter={() => deeds.go(index + 1)}
        onKey={(keys, input) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[keys];
          if (keys === "Escape" && draft) setDraft(null);
          else if (keys === "Mod+Backspace" && may) deeds.remove([example]);
          else if (step && isAtEdge(input, step)) deeds.go(index + step);
          else return false;
          return true;
        }}
        after={
          <>
            {shown.key && <Badge>{intent.slice(intent.indexOf("/") + 1)}</Badge>}
            {shown.language && language && <Badge>{language}</Badge>}
          </>
        }
      />
      <Remarks example={example} may={may} onMove={(intent) => deeds.move([example], intent)} />
      {may && (
        <Menu
          align="end"
          items={[
            { label: t("training.move"), icon: "right", perform: () => deeds.move(deeds.along(example)) },
            { label: t("training.copy"), icon: "copy", perform: () => void navigator.clipboard?.writeText(text) },
            { label: t("training.at", { file: example.file, line: example.line ?? index + 1 }), icon: "file", disabled: true, perform: () => {} },
            "line",
            { label: t("training.delete"), icon: "remove", keys: "Mod+Backspace", danger: true, perform: () => deeds.remove([example]) },
          ]}
        >
          <IconButton icon="more" size="small" label={t("training.deeds", { example: plain })} />
        </Menu>
      )}
    </div>
  );
});

/** Waits until what was saved is what is shown: the next change names the example by what it says. */
async function until(isSo: () => boolean): Promise<void> {
  for (let times = 0; times < 500 && !isSo(); times += 1) await new Promise((go) => setTimeout(go, 20));
}

/** Whether an arrow leads out of the text. */
function isAtEdge({ selectionStart, selectionEnd, value, clientHeight }: HTMLTextAreaElement, step: number): boolean {
  if (selectionStart !== selectionEnd) return false;
  return clientHeight < 40 || selectionStart === (step > 0 ? value.length : 0);
}
