/** What was said, turn by turn. The turn that is looked at stands out; one goes back to it or on from it. */

import { useEffect, useRef, type ReactNode } from "react";
import { CodeText } from "../design/CodeText.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Icon } from "../design/Icon.tsx";
import { IconButton } from "../design/IconButton.tsx";
import type { BotMessage, Turn } from "../server/rehearsals.ts";
import { useSpoken } from "../server/useSpoken.ts";
import { back, fork, say } from "./deeds.ts";
import { otherOf, payloadOf, repliesOf, spoken, valueTold } from "./told.ts";
import { useTried } from "./tried.ts";
import { t } from "./words.ts";

type Props = { turns: readonly Turn[]; chosen: Turn | undefined; onTurn: (number: number) => void; live: boolean; isPaused?: boolean; first?: ReactNode; begin?: ReactNode };

/** `first`: what is offered while nothing was said, and `begin` how one begins without a word. */
export function Talk({ turns, chosen, onTurn, live, isPaused = false, first, begin }: Props) {
  const said = useTried(({ said }) => said);
  const busy = useTried(({ busy }) => busy) && live;
  const list = useRef<HTMLDivElement>(null);
  const isLast = chosen === turns.at(-1);

  useEffect(() => {
    const { current } = list;
    if (isLast) current?.scrollTo({ top: current.scrollHeight });
    else current?.querySelector("[data-chosen]")?.scrollIntoView({ block: "nearest" });
  }, [turns, said, busy, isLast, chosen]);

  if (turns.length === 0 && !busy) {
    return (
      <div className="try-empty">
        <EmptyState icon="talk" title={t(live ? "try.empty.title" : "try.nothing")} action={begin}>
          {live && <p>{t("try.empty.text")}</p>}
        </EmptyState>
        {first}
      </div>
    );
  }
  return (
    <div ref={list} className="try-turns" role="log" aria-label={t("try.log")} tabIndex={0}>
      <ol>
        {turns.map((turn, at) => (
          <One key={turn.number} turn={turn} before={turns[at - 1]} isChosen={turn === chosen} onTurn={onTurn} live={live} isOpen={live && !busy && !isPaused && turn === turns.at(-1)} />
        ))}
        {busy && (
          <li className="try-turn">
            {said !== null && <p className="try-user">{said}</p>}
            <p className="try-bot try-typing">
              <span className="unseen">{t("try.typing")}</span>
              <i />
              <i />
              <i />
            </p>
          </li>
        )}
      </ol>
    </div>
  );
}

type OneProps = { turn: Turn; before: Turn | undefined; isChosen: boolean; onTurn: (number: number) => void; live: boolean; isOpen: boolean };

function One({ turn, before, isChosen, onTurn, live, isOpen }: OneProps) {
  const { number, bot, fault, changed } = turn;
  const { text, payload } = spoken(turn, before);
  const busy = useTried(({ busy }) => busy);
  return (
    <li className="try-turn" data-chosen={isChosen || undefined} data-turn={number} onClick={() => onTurn(number)}>
      {turn.user === null ? (
        <p className="try-hand">{t("try.byHand", { slots: Object.entries(changed).map(([name, [, now]]) => `${name} = ${valueTold(now)}`).join(", ") || t("try.unasked") })}</p>
      ) : (
        <p className="try-user">
          {text}
          {payload !== null && <code>{payload}</code>}
        </p>
      )}
      {bot.map((message, at) => (
        // oxlint-disable-next-line no-array-index-key -- messages come in order
        <Message key={at} message={message} />
      ))}
      {isOpen && <Replies bot={bot} />}
      {fault !== null && (
        <p className="try-fault" role="alert">
          <Icon name="problem" />
          <Fault text={fault} />
        </p>
      )}
      <div className="try-turn-tools" onClick={(event) => event.stopPropagation()}>
        <button type="button" aria-pressed={isChosen} onClick={() => onTurn(number)}>
          {t("try.turn", { number })}
        </button>
        {live && !isOpen && <IconButton icon="undo" size="small" label={t("try.back", { turn: number })} disabled={busy} onClick={() => void back(number)} />}
        {live && <IconButton icon="fork" size="small" label={t("try.fork", { turn: number })} disabled={busy} onClick={() => void fork(number)} />}
      </div>
    </li>
  );
}

function Fault({ text }: { text: string }) {
  return <span>{useSpoken(text)}</span>;
}

function Message({ message }: { message: BotMessage }) {
  const other = otherOf(message);
  return (
    <div className="try-bot">
      {message.image && <img src={message.image} alt={t("try.image")} />}
      {message.text && <p>{message.text}</p>}
      {other !== null && <CodeText block>{JSON.stringify(other, null, 2)}</CodeText>}
    </div>
  );
}

/** Choices count while they are the last thing that was said. */
function Replies({ bot }: { bot: readonly BotMessage[] }) {
  const replies = repliesOf(bot);
  if (replies.length === 0) return null;
  return (
    <div className="try-replies" onClick={(event) => event.stopPropagation()}>
      {replies.map((reply) => (
        <button key={`${reply.title} ${payloadOf(reply)}`} type="button" data-tip={payloadOf(reply)} onClick={() => void say(payloadOf(reply))}>
          {reply.title}
        </button>
      ))}
    </div>
  );
}
