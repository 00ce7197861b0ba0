/** What a message asked the bot to do. */

import type { Turn } from "../server/rehearsals.ts";
import { commandTold } from "./told.ts";
import { t } from "./words.ts";

export function Commands({ turn: { commands, user } }: { turn: Turn }) {
  if (commands.length === 0) return <p className="try-none">{t(user === null ? "try.noMessage" : "try.noCommands")}</p>;
  return (
    <ol className="try-list">
      {commands.map((command) => {
        const { title, about } = commandTold(command);
        return (
          <li key={title + about}>
            <span>{title}</span>
            {about && <code>{about}</code>}
          </li>
        );
      })}
    </ol>
  );
}
