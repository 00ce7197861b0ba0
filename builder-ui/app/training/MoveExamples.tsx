/** Chooses the intent that examples belong to; one that is not there is made. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Combobox } from "../design/Combobox.tsx";
import { Dialog } from "../design/Dialog.tsx";
import type { IntentEntry } from "../server/language.ts";
import { t } from "./words.ts";

type Props = {
  count: number;
  intents: readonly IntentEntry[];
  from: string;
  onClose: () => void;
  onChosen: (intent: string) => void;
};

export function MoveExamples({ count, intents, from, onClose, onChosen }: Props) {
  const [intent, setIntent] = useState("");
  const form = useId();
  const name = intent.trim();
  const options = namesOf(intents).filter((each) => each !== from);
  return (
    <Dialog
      open
      size="small"
      title={t("training.moveCount", { count })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("training.cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={name === ""}>
            {t("training.move")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== "") onChosen(name);
        }}
      >
        <Combobox
          label={t("training.intent")}
          code
          value={intent}
          onChange={setIntent}
          options={options.map((value) => ({ value }))}
          create={{ label: t("training.newIntent", { intent: name }), perform: onChosen }}
        />
      </form>
    </Dialog>
  );
}

/** What examples can belong to: intents, and the questions of those that have some. */
export function namesOf(intents: readonly IntentEntry[]): string[] {
  return intents.flatMap(({ name, keys }) => (keys.length > 0 ? keys.map((key) => `${name}/${key}`) : [name]));
}
