/** The messages that wait, with how sure the assistant was of each. */

import { useEffect, useRef } from "react";
import { Badge } from "../design/Badge.tsx";
import type { Message } from "../server/language.ts";
import { percent } from "../training/percent.ts";
import { lengthOf } from "./queue.ts";
import { t } from "./words.ts";

type Props = { messages: readonly Message[]; open: string; onOpen: (place: number) => void };

export function MessageList({ messages, open, onOpen }: Props) {
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [open]);

  /** The focus goes to the message, so that its keys are heard. */
  function show(place: number): void {
    onOpen(place);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".message")?.focus());
  }

  return (
    <ul ref={list} className="messages-list" aria-label={t("messages.list")}>
      {messages.map(({ id, text, times, fell_back: fellBack, guesses: [guess] }, place) => (
        <li key={id}>
          <button type="button" aria-current={id === open ? "true" : undefined} onClick={() => show(place)}>
            <strong>{text}</strong>
            <span>
              {fellBack || !guess ? <Badge tone="warning">{t("messages.notUnderstood")}</Badge> : <small>{guess.intent}</small>}
              {times > 1 && <Badge>{t("messages.times", { count: times })}</Badge>}
              {guess && (
                <span className="messages-sure" role="img" aria-label={t("messages.sure", { share: percent(guess.confidence) })}>
                  <span style={{ width: `${lengthOf(guess.confidence) * 100}%` }} />
                </span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
