/** The intents: found by name, those with remarks or too few examples first to be seen. Examples are dropped on them. */

import { useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { Select } from "../design/Select.tsx";
import { TextField } from "../design/TextField.tsx";
import type { IntentEntry, Standing } from "../server/language.ts";
import { Link } from "../shell/Link.tsx";
import { dropped, isDragged } from "./teach.ts";
import { t } from "./words.ts";

export const FEW = 10;

type Show = "all" | "noted" | "few" | "unused";
type Props = { intents: readonly IntentEntry[]; open: string; onDrop: (intent: string, examples: Standing[]) => void };

export function IntentList({ intents, open, onDrop }: Props) {
  const [words, setWords] = useState("");
  const [show, setShow] = useState<Show>("all");
  const shown = intents.filter((each) => fits(each, words, show));
  return (
    <div className="intents">
      <TextField label={t("training.find")} hideLabel type="search" placeholder={t("training.find")} value={words} onChange={setWords} />
      <Select
        label={t("training.showing")}
        hideLabel
        value={show}
        onChange={setShow}
        choices={(["all", "noted", "few", "unused"] as const).map((value) => ({ value, label: t(`training.show.${value}`, { count: FEW }) }))}
      />
      {shown.length === 0 && <p role="status">{t("training.none")}</p>}
      <nav aria-label={t("training.intents")}>
        <ul>
          {shown.map((intent) => (
            <li key={intent.name}>
              <Entry intent={intent} name={intent.name} open={open} onDrop={onDrop} />
              {open.split("/")[0] === intent.name && intent.keys.length > 0 && (
                <ul>
                  {intent.keys.map((key) => (
                    <li key={key}>
                      <Entry intent={intent} name={`${intent.name}/${key}`} open={open} onDrop={onDrop} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

type Given = { intent: IntentEntry; name: string; open: string; onDrop: Props["onDrop"] };

function Entry({ intent, name, open, onDrop }: Given) {
  const [over, setOver] = useState(false);
  const whole = name === intent.name;
  const takes = !whole || intent.keys.length === 0;
  return (
    <Link
      to="/training"
      search={{ intent: name }}
      className="intents-entry"
      data-open={open === name || undefined}
      data-over={over || undefined}
      draggable={false}
      onDragOver={(event) => {
        if (!takes || open === name || !isDragged(event.dataTransfer)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop(name, dropped(event.dataTransfer));
      }}
    >
      <strong>{whole ? name : name.slice(intent.name.length + 1)}</strong>
      {whole && (
        <span>
          {intent.notes > 0 && (
            <Badge tone="warning">
              <span className="unseen">{t("training.remarks", { count: intent.notes })}</span>
              <span aria-hidden="true">{t("training.number", { count: intent.notes })}</span>
            </Badge>
          )}
          {!intent.known && <Badge tone="danger">{t("training.unknown")}</Badge>}
          <small data-few={intent.examples < FEW || undefined}>{t("training.number", { count: intent.examples })}</small>
        </span>
      )}
    </Link>
  );
}

function fits({ name, examples, notes, uses, keys }: IntentEntry, words: string, show: Show): boolean {
  if (show === "noted" && notes === 0) return false;
  if (show === "few" && examples >= FEW) return false;
  if (show === "unused" && uses > 0) return false;
  return [name, ...keys].join(" ").toLowerCase().includes(words.toLowerCase());
}
