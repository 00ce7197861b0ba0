/** What can be put on the canvas: dragged there, or added with Enter. Made from what the server says there is. */

import { useState, type DragEvent } from "react";
import { Icon } from "../design/Icon.tsx";
import type { Kind } from "../server/project.ts";
import { hold } from "./board.ts";
import { addStep } from "./deeds.ts";
import { useDocument } from "./document.ts";
import { openForm } from "./focus.ts";
import { groupsOf, iconOf, isEnd, toneOf, worded } from "./kinds.ts";
import { t } from "./words.ts";

export const DRAGGED = "application/x-talkwright-kind";

export function Palette() {
  const kinds = useDocument((document) => document.kinds);
  const [text, setText] = useState("");
  const fits = (kind: Kind): boolean => `${worded(kind.title)} ${worded(kind.summary)}`.toLowerCase().includes(text.toLowerCase());
  const shown = kinds.filter((kind) => !isEnd(kind) && fits(kind));
  return (
    <nav className="canvas-palette" aria-label={t("canvas.bar.palette")}>
      <label>
        <span className="unseen">{t("canvas.palette.filter")}</span>
        <input className="control" type="search" placeholder={t("canvas.palette.filter")} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      {groupsOf(shown).map((group) => (
        <section key={group} aria-label={group}>
          <h2>{group}</h2>
          <ul>
            {shown
              .filter((kind) => worded(kind.group) === group)
              .map((kind) => (
                <li key={kind.key}>
                  <Entry kind={kind} tone={toneOf(kind, kinds)} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Entry({ kind, tone }: { kind: Kind; tone: number }) {
  const { needs, ready = true } = kind as Kind & { needs?: string; ready?: boolean };
  const drag = (event: DragEvent): void => {
    event.dataTransfer.setData(DRAGGED, kind.key);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <button
      type="button"
      draggable
      data-kind={kind.key}
      data-tone={tone}
      data-ready={ready}
      data-tip={ready ? worded(kind.summary) : t("canvas.palette.notReady", { action: needs ?? "" })}
      onDragStart={drag}
      onDragEnd={() => hold(null)}
      onClick={() => addAtOpenEnd(kind)}
    >
      <span className="canvas-icon">
        <Icon name={iconOf(kind)} />
      </span>
      {worded(kind.title)}
    </button>
  );
}

/** After the selected step when nothing comes there, else unconnected. */
function addAtOpenEnd(kind: Kind): void {
  const { selected, graph } = useDocument.getState();
  const node = selected.steps.length === 1 ? graph.byKey.get(selected.steps[0] ?? "") : undefined;
  const open = node?.exits.find((exit) => exit.to === null);
  openForm(addStep(kind, node && open ? { key: node.key, exit: open.index } : null));
}
