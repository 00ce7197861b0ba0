/**
 * Text with suggestions: a name one may choose or write anew, or completion of what stands before the cursor. Arrows
 * choose, Enter takes, Escape closes; what was written stays as it is when nothing is taken. Enter makes what is not
 * there when nothing else fits.
 */

import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Field, type Labels } from "./Field.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import "./Combobox.css";

export type Option = { value: string; label?: string; detail?: string; icon?: IconName };
type Props = Labels & {
  value: string;
  onChange: (value: string, cursor: number) => void;
  /** What is suggested now. Without `complete` those that contain what is written are shown. */
  options: readonly Option[];
  /** Takes a suggestion, when it is not the whole text that it replaces. */
  complete?: (option: Option) => void;
  /** Offered when nothing is called so, such as "Create the slot …". */
  create?: { label: string; perform: (value: string) => void };
  placeholder?: string;
  code?: boolean;
  autoFocus?: boolean;
  onBlur?: () => void;
  after?: ReactNode;
};

export function Combobox(props: Props) {
  const { label, hint, error, hideLabel, value, onChange, options, complete, create, placeholder, code, onBlur } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const fitting = complete ? options : matching(options, value);
  const offers = create && value !== "" && !options.some((option) => option.value === value);
  const count = fitting.length + (offers ? 1 : 0);
  const shown = open && count > 0;

  useLayoutEffect(() => {
    const popup = list.current;
    if (!shown || popup === null || input.current === null) return;
    const { left, top, bottom, width } = input.current.getBoundingClientRect();
    popup.showPopover();
    popup.style.left = `${left}px`;
    popup.style.minWidth = `${width}px`;
    const room = innerHeight - bottom;
    const above = room < popup.offsetHeight + 8 && top > room;
    popup.style.top = above ? `${top - popup.offsetHeight - 4}px` : `${bottom + 4}px`;
    return () => popup.hidePopover();
  }, [shown, count]);

  useLayoutEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  function take(index: number): void {
    const option = fitting[index];
    setOpen(false);
    setAt(-1);
    if (option === undefined) create?.perform(value);
    else if (complete) complete(option);
    else onChange(option.value, option.value.length);
  }

  function press(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && count > 0) {
      setAt(shown ? (at + step + count) % count : 0);
      setOpen(true);
    } else if (shown && at >= 0 && (event.key === "Enter" || (event.key === "Tab" && complete))) take(at);
    else if (shown && offers && count === 1 && event.key === "Enter") take(0); // nothing else can be meant
    else if (shown && event.key === "Escape") setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel ?? false}>
      {(control) => (
        <>
          <input
            {...control}
            ref={input}
            className={code ? "control control-code" : "control"}
            role="combobox"
            aria-expanded={shown}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            // oxlint-disable-next-line no-autofocus -- asked for by what opens it
            autoFocus={props.autoFocus}
            value={value}
            onChange={(event) => {
              onChange(event.target.value, event.target.selectionStart ?? 0);
              setOpen(true);
              setAt(complete ? 0 : -1);
            }}
            onClick={() => setOpen(true)}
            onKeyDown={press}
            onBlur={() => {
              setOpen(false);
              onBlur?.();
            }}
          />
          <ul ref={list} id={`${id}-list`} className="combobox-list" popover="manual" role="listbox" aria-label={label}>
            {fitting.map((option, index) => (
              <li
                key={option.value}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => take(index)}
              >
                {option.icon && <Icon name={option.icon} />}
                <span>{option.label ?? option.value}</span>
                {option.detail && <small>{option.detail}</small>}
              </li>
            ))}
            {offers && (
              <li
                id={`${id}-${fitting.length}`}
                role="option"
                aria-selected={at === fitting.length}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => take(fitting.length)}
              >
                <Icon name="plus" />
                <span>{create.label}</span>
              </li>
            )}
          </ul>
        </>
      )}
    </Field>
  );
}

function matching(options: readonly Option[], written: string): readonly Option[] {
  const exact = options.some((option) => option.value === written);
  const part = exact ? "" : written.toLowerCase();
  return options.filter(({ value, label = "" }) => `${value} ${label}`.toLowerCase().includes(part));
}
