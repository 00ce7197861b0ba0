/**
 * One message: what it may mean, what is near to it, and what is made of it. Its words may be changed and marked before.
 * Everything has a key of its own, so that many are gone through quickly.
 */

import { useEffect, useRef, useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { Button } from "../design/Button.tsx";
import { Combobox } from "../design/Combobox.tsx";
import { Icon } from "../design/Icon.tsx";
import { Kbd } from "../design/Kbd.tsx";
import type { Handling, Message } from "../server/language.ts";
import { useActions } from "../shell/actions.ts";
import { Link } from "../shell/Link.tsx";
import { fromPoints, saidOf, type Marked } from "../training/marks.ts";
import { MarkedText } from "../training/MarkedText.tsx";
import { percent } from "../training/percent.ts";
import { when } from "../words/when.ts";
import { actionsOf } from "./actionsOf.ts";
import { lengthOf } from "./queue.ts";
import { t } from "./words.ts";

type Props = {
  message: Message;
  intents: readonly string[];
  entities: readonly string[];
  may: boolean;
  onStep: (step: 1 | -1) => void;
  onHandle: (handling: Handling) => void;
  onUndo: (() => void) | undefined;
};

export function MessageCard({ message, intents, entities, may, onStep, onHandle, onUndo }: Props) {
  const [value, setValue] = useState<Marked>(() => ({ text: message.text, marks: fromPoints(message.text, message.entities) }));
  const [intent, setIntent] = useState("");
  const article = useRef<HTMLElement>(null);
  const best = message.guesses[0]?.intent;
  const chosen = intent.trim() || best;

  function make(as: "example" | "test", to = chosen): void {
    if (may && to && value.text.trim() !== "") onHandle({ as, intent: to, ...saidOf(value) });
  }

  useActions(actionsOf({ message, may, make, onStep, onUndo, onIgnore: () => onHandle({ as: "ignore" }) }));

  // A message that takes the place of one that has gone takes the focus too, so that the keys go on.
  useEffect(() => {
    if (document.activeElement === document.body) article.current?.focus();
  }, []);

  return (
    <article ref={article} tabIndex={-1} className="message" aria-label={message.text}>
      <header>
        <p>
          {t("messages.said", { when: when(message.at), count: message.times })}
          <Link to="/conversations" search={{ id: message.conversation }}>
            {t("messages.conversation")}
          </Link>
        </p>
        {message.fell_back && <Badge tone="warning">{t("messages.notUnderstood")}</Badge>}
      </header>
      <div className="message-words">
        <MarkedText
          label={t("messages.words")}
          value={value}
          onChange={setValue}
          entities={entities}
          disabled={!may}
          onEnter={() => make("example")}
          onKey={(keys, input) => {
            if (keys !== "Escape") return false;
            input.blur();
            return true;
          }}
        />
        {may && <p>{t("messages.markHint")}</p>}
      </div>
      {!may && (
        <p className="message-may" role="note">
          <Icon name="info" /> {t("messages.askReviewer")}
        </p>
      )}
      <section aria-label={t("messages.guesses")}>
        <h2>{t("messages.guesses")}</h2>
        {message.guesses.length === 0 && <p>{t("messages.noGuess")}</p>}
        <ol className="message-guesses">
          {message.guesses.map((guess, at) => (
            <li key={guess.intent}>
              <button type="button" disabled={!may} onClick={() => make("example", guess.intent)}>
                <Kbd keys={String(at + 1)} />
                <strong>{guess.intent}</strong>
                <span className="messages-sure" aria-hidden="true">
                  <span style={{ width: `${lengthOf(guess.confidence) * 100}%` }} />
                </span>
                <small>{percent(guess.confidence)}</small>
              </button>
            </li>
          ))}
        </ol>
        {may && (
          <form
            className="message-other"
            onSubmit={(event) => {
              event.preventDefault();
              if (intent.trim() !== "") make("example", intent.trim());
            }}
          >
            <Combobox
              label={t("messages.other")}
              hideLabel
              placeholder={t("messages.otherHint")}
              code
              value={intent}
              onChange={setIntent}
              options={intents.map((value) => ({ value }))}
              create={{ label: t("messages.create", { intent: intent.trim() }), perform: (name) => make("example", name.trim()) }}
            />
            <Kbd keys="N" />
          </form>
        )}
      </section>
      {message.near.length > 0 && (
        <section aria-label={t("messages.near")}>
          <h2>{t("messages.near")}</h2>
          <ul className="message-near">
            {message.near.map(({ text, intent, similarity }) => (
              <li key={`${intent} ${text}`}>
                <Link to="/training" search={{ intent, example: text }}>
                  {text}
                </Link>
                <code>{intent}</code>
                <small>{t("messages.alike", { share: percent(similarity) })}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {may && (
        <footer>
          <Button look="primary" icon="check" disabled={!chosen} data-keys="Enter" onClick={() => make("example")}>
            {chosen ? t("messages.exampleOf", { intent: chosen }) : t("messages.example")}
          </Button>
          <Button icon="bug" disabled={!chosen} data-tip={t("messages.testTip")} data-keys="T" onClick={() => make("test")}>
            {t("messages.test")}
          </Button>
          <Button look="quiet" icon="close" data-tip={t("messages.ignoreTip")} data-keys="X" onClick={() => onHandle({ as: "ignore" })}>
            {t("messages.ignore")}
          </Button>
          <small>{t("messages.keys")}</small>
        </footer>
      )}
    </article>
  );
}
