/**
 * A text that is written and marked in one place. What is selected, by mouse or with Shift and arrows, is marked as an
 * entity: letting go of the mouse asks for which one, and so do Enter and Mod+E. Marks are drawn behind the text and
 * named beside it, where they are changed.
 */

import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Popover } from "../design/Popover.tsx";
import type { Mark } from "../server/language.ts";
import { spelled } from "../shell/keys.ts";
import { MarkEditor } from "./MarkEditor.tsx";
import { asLine, carried, colourOf, pieces, trimmed, withMark, type Marked, type Span } from "./marks.ts";
import { t } from "./words.ts";
import "./MarkedText.css";

type Props = {
  label: string;
  value: Marked;
  /** `whole`: something is complete, such as a mark, and not just a letter. */
  onChange: (value: Marked, whole: boolean) => void;
  /** Enter, where nothing is selected. */
  onEnter?: () => void;
  onKey?: (keys: string, input: HTMLTextAreaElement) => boolean;
  onPaste?: (text: string) => boolean;
  entities: readonly string[];
  disabled?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  /** What stands beside the names of the marks. */
  after?: ReactNode;
};
type Chosen = { span: Span; mark: Mark | null };

export function MarkedText(props: Props) {
  const { label, value, onChange, onEnter, onKey, onPaste, entities, disabled = false, placeholder, after } = props;
  const { text, marks } = value;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const drawn = useRef<HTMLDivElement>(null);

  function choose(): boolean {
    const input = area.current;
    if (disabled || input === null) return false;
    const span = trimmed(text, { start: input.selectionStart, end: input.selectionEnd });
    if (span === null) return false;
    const mark = marks.find(({ start, end }) => start === span.start && end === span.end) ?? null;
    setChosen({ span, mark });
    return true;
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const keys = spelled(event.nativeEvent);
    if (keys === "Mod+E") choose();
    else if (keys === "Enter") {
      if (!choose()) onEnter?.();
    } else if (!onKey?.(keys, event.currentTarget)) return;
    event.preventDefault();
  }

  function put(mark: Mark | null): void {
    if (chosen === null) return;
    const { mark: old } = chosen; // it may have been loaded anew since
    const others = marks.filter(({ start, end, entity }) => !old || start !== old.start || end !== old.end || entity !== old.entity);
    onChange({ text, marks: mark ? withMark(others, mark) : others }, true);
    setChosen(null);
  }

  return (
    <div className="marked">
      <div className="marked-text">
        <div ref={drawn} className="marked-drawn" aria-hidden="true">
          {pieces(text, marks, chosen?.span).map((piece) => (
            <Part key={piece.start} {...piece} isChosen={chosen !== null && piece.start >= chosen.span.start && piece.end <= chosen.span.end} />
          ))}
          {"\u200b"}
        </div>
        <textarea
          ref={area}
          rows={1}
          aria-label={label}
          aria-keyshortcuts="Control+E"
          spellCheck={false}
          value={text}
          readOnly={disabled}
          placeholder={placeholder}
          // oxlint-disable-next-line no-autofocus -- asked for by what opens it
          autoFocus={props.autoFocus}
          onChange={(event) => {
            const written = asLine(event.target.value);
            onChange({ text: written, marks: carried(marks, text, written) }, false);
          }}
          onPaste={(event) => onPaste?.(event.clipboardData.getData("text")) && event.preventDefault()}
          onMouseUp={() => requestAnimationFrame(choose)}
          onKeyDown={press}
        />
      </div>
      {(marks.length > 0 || after) && (
        <div className="marked-names">
          {marks.map((mark) => (
            <button
              key={`${mark.start} ${mark.entity}`}
              type="button"
              className="marked-name"
              data-colour={colourOf(mark.entity)}
              disabled={disabled}
              aria-label={t("training.markOf", { entity: nameOf(mark), words: text.slice(mark.start, mark.end) })}
              onClick={() => setChosen({ span: mark, mark })}
            >
              {nameOf(mark)}
            </button>
          ))}
          {after}
        </div>
      )}
      {chosen && (
        <Popover
          label={t("training.mark", { words: text.slice(chosen.span.start, chosen.span.end) })}
          at={() => (drawn.current?.querySelector("[data-chosen]") ?? drawn.current)?.getBoundingClientRect() ?? new DOMRect()}
          onClose={() => setChosen(null)}
          back={() => area.current}
        >
          <MarkEditor
            key={`${chosen.span.start} ${chosen.span.end}`}
            words={text.slice(chosen.span.start, chosen.span.end)}
            mark={chosen.mark}
            span={chosen.span}
            entities={entities}
            onPut={put}
          />
        </Popover>
      )}
    </div>
  );
}

function Part({ text, marks, isChosen }: { text: string; marks: readonly Mark[]; isChosen: boolean }) {
  const entity = marks[0]?.entity;
  if (entity === undefined && !isChosen) return text;
  return (
    <mark data-colour={entity === undefined ? undefined : colourOf(entity)} data-chosen={isChosen || undefined}>
      {text}
    </mark>
  );
}

/** An entity with what else is said of it. */
function nameOf({ entity, role, group, value }: Mark): string {
  const parts = [entity, role, group].filter(Boolean).join(" · ");
  return value === undefined || value === null ? parts : `${parts} = ${typeof value === "string" ? value : JSON.stringify(value)}`;
}
