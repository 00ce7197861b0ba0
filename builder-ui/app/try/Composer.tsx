/** Where one writes, and how messages are answered: with actions for real or not, at once or step by step. */

import { useEffect, useRef, useState } from "react";
import { Button } from "../design/Button.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Switch } from "../design/Switch.tsx";
import type { Rehearsal } from "../server/rehearsals.ts";
import { begin, say } from "./deeds.ts";
import { useTried } from "./tried.ts";
import { t } from "./words.ts";

export function Composer({ isPaused, talk }: { isPaused: boolean; talk: Rehearsal | undefined }) {
  const [text, setText] = useState("");
  const { busy, stepping, runActions, asked } = useTried();
  const field = useRef<HTMLInputElement>(null);
  const isOther = talk !== undefined && talk.turns.length > 0 && talk.run_actions !== runActions;

  useEffect(() => {
    if (asked) field.current?.focus();
  }, [asked]);

  function send(): void {
    if (text.trim() === "" || busy || isPaused) return;
    setText("");
    void say(text.trim());
    field.current?.focus();
  }

  return (
    <form
      className="try-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="try-field">
        <input
          ref={field}
          className="control"
          aria-label={t("try.message")}
          placeholder={t(isPaused ? "try.messagePaused" : "try.message")}
          value={text}
          autoComplete="off"
          disabled={isPaused}
          onChange={(event) => setText(event.target.value)}
        />
        <IconButton type="submit" icon="send" label={t("try.send")} disabled={text.trim() === "" || busy || isPaused} />
      </div>
      <div className="try-ways">
        <span data-tip={t("try.runActionsText")}>
          <Switch label={t("try.runActions")} checked={runActions} onChange={(on) => useTried.setState({ runActions: on })} />
        </span>
        <span data-tip={t("try.steppingText")}>
          <Switch label={t("try.stepping")} checked={stepping} onChange={(on) => useTried.setState({ stepping: on })} />
        </span>
      </div>
      {isOther && (
        <p className="try-note">
          {t(runActions ? "try.willRun" : "try.willNotRun")}
          <Button size="small" icon="restart" onClick={() => void begin()}>
            {t("try.restart")}
          </Button>
        </p>
      )}
      {!runActions && !isOther && <p className="try-note">{t("try.runActionsText")}</p>}
    </form>
  );
}
