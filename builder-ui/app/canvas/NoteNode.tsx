/** A note for people, beside the steps. It is kept in the side file and is nothing to the bot. */

import { NodeResizer, type NodeProps } from "@xyflow/react";
import { memo, useState } from "react";
import { snap } from "../flow/align.ts";
import type { NoteCard } from "./board.ts";
import { act, useDocument } from "./document.ts";
import { t } from "./words.ts";
import type { Note } from "../server/project.ts";

export const NoteNode = memo(function NoteNode({ data: { note }, selected }: NodeProps<NoteCard>) {
  const [text, setText] = useState<string | null>(null);
  return (
    <div className="canvas-note">
      <NodeResizer
        isVisible={selected}
        minWidth={120}
        minHeight={64}
        onResizeEnd={(_, { x, y, width, height }) =>
          changeNote({ ...note, at: [snap(x), snap(y)], size: [snap(width), snap(height)] })
        }
      />
      <textarea
        className="nodrag nowheel"
        aria-label={t("canvas.note")}
        placeholder={t("canvas.noteHint")}
        value={text ?? note.text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (text !== null && text !== note.text) changeNote({ ...note, text });
          setText(null);
        }}
      />
    </div>
  );
});

export function changeNote(note: Note): void {
  const { notes } = useDocument.getState();
  act({ label: t("canvas.label.note") }, { notes: notes.map((each) => (each.id === note.id ? note : each)) });
}

export function addNote([x, y]: [number, number]): void {
  const { notes } = useDocument.getState();
  const note: Note = { id: crypto.randomUUID().slice(0, 8), text: "", at: [snap(x), snap(y)], size: [208, 96] };
  act({ label: t("canvas.label.note"), selectNotes: [note.id] }, { notes: [...notes, note] });
}
