/** A list to search in: which step to add, what to connect to, what is where. Arrows choose, Enter takes, Escape closes. */

import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Icon, type IconName } from "../design/Icon.tsx";
import { t } from "./words.ts";
import "./finder.css";

export type Found = {
  id: string;
  title: string;
  detail?: string;
  /** More words by which it is found. */
  words?: string;
  icon: IconName;
  tone?: number;
  group?: string;
};

type Props = {
  label: string;
  hint: string;
  items: readonly Found[];
  /** What fits the text for other reasons. It comes last. */
  more?: readonly Found[];
  onText?: (text: string) => void;
  onTake: (id: string) => void;
  onClose: () => void;
  /** Where on the window; else in the middle. */
  at?: [number, number] | null;
  children?: ReactNode;
};

const HEIGHT = 380;
const WIDE = 320;
const NOTHING: readonly Found[] = [];

export function Finder({ label, hint, items, more = NOTHING, onText, onTake, onClose, at = null, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const fitting = useMemo(() => [...matching(items, text), ...more], [items, more, text]);

  useEffect(() => {
    const { current } = dialog;
    const before = document.activeElement;
    current?.showModal();
    return () => {
      current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen, fitting]);

  function press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && fitting.length > 0) setChosen((chosen + step + fitting.length) % fitting.length);
    else if (event.key === "Enter" && fitting[chosen]) onTake(fitting[chosen].id);
    else return;
    event.preventDefault();
  }

  const place = at && {
    left: Math.max(8, Math.min(at[0], innerWidth - WIDE - 12)),
    top: Math.max(8, Math.min(at[1], innerHeight - HEIGHT - 12)),
  };
  return (
    <dialog
      ref={dialog}
      className="canvas-finder"
      data-placed={at !== null || undefined}
      style={place ?? undefined}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="canvas-finder-inside">
        <label className="canvas-finder-field">
          <Icon name="search" />
          <span className="unseen">{label}</span>
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={fitting[chosen] ? `${id}-${fitting[chosen].id}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={hint}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              onText?.(event.target.value);
              setChosen(0);
            }}
            onKeyDown={press}
          />
        </label>
        <ul ref={list} id={`${id}-list`} role="listbox" aria-label={label}>
          {fitting.map((item, index) => (
            <li
              key={item.id}
              id={`${id}-${item.id}`}
              role="option"
              aria-selected={index === chosen}
              data-tone={item.tone}
              data-group={text === "" && item.group !== fitting[index - 1]?.group ? item.group : undefined}
              onPointerMove={() => setChosen(index)}
              onClick={() => onTake(item.id)}
            >
              <span className="canvas-icon">
                <Icon name={item.icon} />
              </span>
              <span className="canvas-finder-text">
                <strong>{item.title}</strong>
                {item.detail && <small>{item.detail}</small>}
              </span>
            </li>
          ))}
        </ul>
        {fitting.length === 0 && <p role="status">{t("canvas.finder.none")}</p>}
        {children}
      </div>
    </dialog>
  );
}

/** Every word of the text is somewhere; those whose title begins with it come first. */
function matching(items: readonly Found[], text: string): readonly Found[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  const fits = items.filter(({ title, detail = "", words: more = "" }) => {
    const all = `${title} ${detail} ${more}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const begins = (item: Found): number => (item.title.toLowerCase().startsWith(words[0] ?? "") ? 0 : 1);
  return fits.toSorted((a, b) => begins(a) - begins(b));
}
