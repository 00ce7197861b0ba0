/** The buttons below a text: what they say, and what pressing one sends. */

import { useState } from "react";
import { Button as Press } from "../design/Button.tsx";
import { Combobox, type Option } from "../design/Combobox.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { TextField } from "../design/TextField.tsx";
import { useProject } from "../server/project.ts";
import { called } from "./called.ts";
import type { Button } from "./variation.ts";
import { t } from "./words.ts";

type Props = {
  buttons: readonly Button[];
  /** Those that a title is to be translated into. */
  languages: readonly string[];
  /** What is suggested to send, before the intents. */
  payloads?: readonly string[];
  onWrite: (buttons: Button[]) => void;
  onLeave: () => void;
  onChange: (buttons: Button[]) => void;
};

export function Buttons({ buttons, languages, payloads = [], onWrite, onLeave, onChange }: Props) {
  const [added, setAdded] = useState<number | null>(null);
  const intents = useProject().data?.intents ?? [];
  const options: Option[] = [...payloads.map((value) => ({ value, icon: "slot" as const })), ...intents.map((intent) => ({ value: `/${intent}`, icon: "training" as const }))];
  const write = (at: number, part: Partial<Button>) => onWrite(buttons.map((each, index) => (index === at ? { ...each, ...part } : each)));

  function add(): void {
    onWrite([...buttons, { title: "" }]);
    setAdded(buttons.length);
  }

  return (
    <div className="response-buttons">
      {buttons.length > 0 && (
        <p className="response-button" aria-hidden="true">
          <span>{t("responses.buttonSays")}</span>
          <span>{t("responses.buttonSends")}</span>
        </p>
      )}
      {buttons.map((button, at) => (
        // oxlint-disable-next-line no-array-index-key -- a button is where it stands
        <div key={at} className="response-button">
          <TextField
            label={t("responses.buttonTitle", { number: at + 1 })}
            hideLabel
            // oxlint-disable-next-line no-autofocus -- one asked for it
            autoFocus={at === added}
            value={button.title ?? ""}
            onChange={(title) => write(at, { title })}
            onBlur={onLeave}
          />
          <Combobox
            label={t("responses.buttonPayload", { number: at + 1 })}
            hideLabel
            code
            value={button.payload ?? ""}
            onChange={(payload) => write(at, { payload })}
            onBlur={onLeave}
            options={options}
          />
          <IconButton
            icon="remove"
            size="small"
            label={t("responses.removeButton", { number: at + 1 })}
            onClick={() => onChange(buttons.toSpliced(at, 1))}
          />
          {languages.map((language) => {
            const label = t("responses.buttonIn", { number: at + 1, language: called(language) });
            return (
              <TextField
                key={language}
                label={label}
                hideLabel
                lang={language}
                placeholder={called(language)}
                value={button.translation?.[language] ?? ""}
                onChange={(title) => write(at, { translation: { ...button.translation, [language]: title } })}
                onBlur={onLeave}
              />
            );
          })}
        </div>
      ))}
      <Press size="small" look="quiet" icon="plus" onClick={add}>
        {t("responses.addButton")}
      </Press>
    </div>
  );
}
