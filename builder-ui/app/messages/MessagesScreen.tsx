/** What real people wrote, gone through one by one: each becomes an example, a test or nothing. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Progress } from "../design/Progress.tsx";
import { Select } from "../design/Select.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Refusal } from "../server/ask.ts";
import { useIntents, useMessages, type Order } from "../server/language.ts";
import { useProject } from "../server/project.ts";
import { useMay } from "../server/session.ts";
import { Link } from "../shell/Link.tsx";
import { Screen } from "../shell/Screen.tsx";
import { namesOf } from "../training/MoveExamples.tsx";
import { MessageCard } from "./MessageCard.tsx";
import { MessageList } from "./MessageList.tsx";
import { placeOf } from "./queue.ts";
import { useHandling } from "./useHandling.ts";
import { t } from "./words.ts";
import "./messages.css";

const MOST = 100;

export function MessagesScreen() {
  const [order, setOrder] = useState<Order>("uncertain");
  const { data, isPending, error } = useMessages(order, MOST);
  const { data: intents } = useIntents();
  const { data: project } = useProject();
  const may = useMay("reviewer");
  const [open, setOpen] = useState<{ id: string | null; at: number }>({ id: null, at: 0 });
  const { handle, undo, last, done: past } = useHandling();

  const done = past.length;
  const handled = new Set(past.map(({ id }) => id));
  const messages = (data?.messages ?? []).filter(({ id }) => !handled.has(id));
  const total = (data?.total ?? 0) - (data?.messages ?? []).length + messages.length;
  const at = placeOf(messages, open.id, open.at);
  const message = messages[at];
  const goTo = (place: number) => setOpen({ id: messages[place]?.id ?? null, at: place });

  if (message && open.id !== message.id) setOpen({ id: message.id, at });

  const refused = error instanceof Refusal && error.status === 403;
  return (
    <Screen
      name="messages"
      about={t("messages.about")}
      actions={
        data && (
          <Select
            label={t("messages.order")}
            hideLabel
            value={order}
            onChange={setOrder}
            choices={[
              { value: "uncertain", label: t("messages.uncertain") },
              { value: "new", label: t("messages.new") },
            ]}
          />
        )
      }
    >
      {isPending && <Skeleton label={t("messages.loading")} />}
      {error && (
        <EmptyState icon={refused ? "lock" : "problem"} title={refused ? t("messages.notYours") : t("messages.unread")}>
          <p>{refused ? t("messages.askAuthor") : error.message}</p>
        </EmptyState>
      )}
      {data && messages.length === 0 && (
        <EmptyState
          icon={done > 0 ? "check" : "tag"}
          title={done > 0 ? t("messages.allDone") : t("messages.empty")}
          action={last && <Button icon="undo" onClick={undo}>{t("messages.undo")}</Button>}
        >
          <p>{done > 0 ? t("messages.doneText", { count: done }) : t("messages.teach")}</p>
          {done > 0 && (
            <p>
              <Link to="/models">{t("messages.toModels")}</Link>
            </p>
          )}
        </EmptyState>
      )}
      {data && message && (
        <>
          <div className="messages-progress">
            <p role="status">
              {t("messages.left", { count: total })}
              {done > 0 && <span>{t("messages.done", { count: done })}</span>}
            </p>
            <Progress label={t("messages.progress")} value={done / (done + total)} />
            {last && (
              <Button size="small" icon="undo" onClick={undo}>
                {t("messages.undo")}
              </Button>
            )}
          </div>
          <div className="messages">
            <MessageList messages={messages} open={message.id} onOpen={goTo} />
            <MessageCard
              key={message.id}
              message={message}
              intents={namesOf(intents ?? [])}
              entities={project?.entities ?? []}
              may={may}
              onStep={(step) => goTo(Math.max(0, Math.min(messages.length - 1, at + step)))}
              onHandle={(handling) => handle(message, handling)}
              onUndo={last ? undo : undefined}
            />
          </div>
        </>
      )}
    </Screen>
  );
}
