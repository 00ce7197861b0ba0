/** The name of a step, written where its card or its line of the outline says what it is. Enter and a press elsewhere take it. */

import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { END } from "../flow/step.ts";
import { announce } from "../canvas/announce.ts";
import { asked } from "../canvas/asking.ts";
import { nameStep } from "../canvas/deeds.ts";
import { useDocument } from "../canvas/document.ts";
import { placeOf } from "../canvas/focus.ts";
import { t } from "./words.ts";
import "./stepName.css";

const WIDE = 264;

export function StepName({ step: key }: { step: string }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const { byKey, byId } = useDocument((document) => document.graph);
  const now = byKey.get(key)?.id ?? "";
  const [name, setName] = useState(now);
  const [at] = useState(() => placeOf(key));
  const other = byId.get(name)?.key ?? key;
  const taken = other !== key || name === END;

  useEffect(() => {
    const { current } = dialog;
    const before = document.activeElement;
    current?.showModal();
    return () => {
      current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  function take(event?: FormEvent): void {
    event?.preventDefault();
    if (taken) return;
    asked();
    if (name === now) return;
    nameStep(key, name);
    announce(t("rename.stepDone", { id: useDocument.getState().graph.byKey.get(key)?.id ?? name }));
  }

  const place = at && { left: Math.max(8, Math.min(at.left, innerWidth - WIDE - 12)), top: Math.max(8, at.top) };
  return (
    <dialog
      ref={dialog}
      className="rename-step"
      style={place ?? undefined}
      aria-label={t("rename.step")}
      onCancel={(event) => {
        event.preventDefault();
        asked();
      }}
      onPointerDown={(event) => event.target === event.currentTarget && take()}
    >
      <form onSubmit={take}>
        <input
          className="control control-code"
          aria-label={t("rename.step")}
          aria-invalid={taken}
          aria-describedby={`${id}-said`}
          autoComplete="off"
          spellCheck={false}
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value.replaceAll(/[^\w-]/g, "_"))}
        />
        <p id={`${id}-said`} role={taken ? "alert" : undefined}>
          {t(taken ? "rename.stepTaken" : "rename.stepHint")}
        </p>
      </form>
    </dialog>
  );
}
