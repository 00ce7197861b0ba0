/** Which entity some words are: one of those there are with one press, or a new one; with role, group and value. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { Combobox } from "../design/Combobox.tsx";
import { TextField } from "../design/TextField.tsx";
import type { Json } from "../server/json.ts";
import type { Mark } from "../server/language.ts";
import { colourOf, type Span } from "./marks.ts";
import { t } from "./words.ts";

type Props = {
  words: string;
  span: Span;
  /** The one that is there already. */
  mark: Mark | null;
  entities: readonly string[];
  /** Null takes it away. */
  onPut: (mark: Mark | null) => void;
};

export function MarkEditor({ words, span, mark, entities, onPut }: Props) {
  const [entity, setEntity] = useState(mark?.entity ?? "");
  const [role, setRole] = useState(mark?.role ?? "");
  const [group, setGroup] = useState(mark?.group ?? "");
  const [value, setValue] = useState(writtenOf(mark?.value));
  const [more, setMore] = useState(role !== "" || group !== "" || value !== "");
  const name = entity.trim();

  function put(entity: string): void {
    const { start, end } = span;
    const meant: Json = value === writtenOf(mark?.value) ? (mark?.value ?? null) : value.trim() || null;
    onPut({
      start,
      end,
      entity,
      ...(role.trim() && { role: role.trim() }),
      ...(group.trim() && { group: group.trim() }),
      ...(meant !== null && meant !== words && { value: meant }),
    });
  }

  return (
    <form
      className="mark-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== "") put(name);
      }}
    >
      <h3>{t("training.mark", { words })}</h3>
      <Combobox
        label={t("training.entity")}
        value={entity}
        onChange={setEntity}
        options={entities.map((value) => ({ value }))}
        create={{ label: t("training.newEntity", { entity: name }), perform: put }}
        placeholder={t("training.entityHint")}
        code
        autoFocus
      />
      {entities.length > 0 && (
        <div className="mark-choices" role="group" aria-label={t("training.entities")}>
          {entities.map((each) => (
            <button key={each} type="button" className="mark-choice" data-colour={colourOf(each)} aria-pressed={each === name} onClick={() => put(each)}>
              {each}
            </button>
          ))}
        </div>
      )}
      {more && (
        <div className="mark-more">
          <TextField label={t("training.role")} value={role} onChange={setRole} code />
          <TextField label={t("training.group")} value={group} onChange={setGroup} code />
          <TextField label={t("training.value")} value={value} onChange={setValue} placeholder={words} />
          <p className="field-hint">{t("training.valueHint")}</p>
        </div>
      )}
      <div className="mark-deeds">
        {mark && (
          <Button look="danger" size="small" icon="remove" onClick={() => onPut(null)}>
            {t("training.unmark")}
          </Button>
        )}
        {!more && (
          <Button look="quiet" size="small" onClick={() => setMore(true)}>
            {t("training.more")}
          </Button>
        )}
        <Button look="primary" size="small" type="submit" disabled={name === ""}>
          {t("training.put")}
        </Button>
      </div>
    </form>
  );
}

function writtenOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
