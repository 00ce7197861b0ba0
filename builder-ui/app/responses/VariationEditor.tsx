/** One variation: its words in each language, buttons, a picture, and when it is the one to say. */

import { IconButton } from "../design/IconButton.tsx";
import { Select } from "../design/Select.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { useChannels, type Variation } from "../server/language.ts";
import { Buttons } from "./Buttons.tsx";
import { called } from "./called.ts";
import { SlotConditions } from "./SlotConditions.tsx";
import { buttonsOf, partOf, textOf, withPart, withText } from "./variation.ts";
import { t } from "./words.ts";

type Props = {
  number: number;
  variation: Variation;
  languages: readonly string[];
  /** It was just added. */
  autoFocus: boolean;
  disabled: boolean;
  onFocus: () => void;
  /** It is being written. */
  onWrite: (variation: Variation) => void;
  /** What was written is left. */
  onLeave: () => void;
  /** It is another one at once. */
  onChange: (variation: Variation) => void;
  onRemove: (() => void) | undefined;
};

export function VariationEditor(props: Props) {
  const { number, variation, languages, autoFocus, disabled, onFocus, onWrite, onLeave, onChange, onRemove } = props;
  const channels = useChannels().data ?? [];
  const channel = partOf(variation, "channel");
  const others = languages.slice(1);
  const names = [...new Set([...channels.map(({ name }) => name), ...(channel ? [channel] : [])])];

  return (
    <fieldset className="variation" disabled={disabled} onFocus={onFocus}>
      <legend>{t("responses.number", { number })}</legend>
      {onRemove && !disabled && <IconButton icon="remove" size="small" label={t("responses.removeVariation", { number })} onClick={onRemove} />}
      <div className="variation-texts">
        <TextArea
          label={languages.length > 1 ? t("responses.language", { language: called(languages[0] ?? "") }) : t("responses.text")}
          hint={number === 1 ? t("responses.textHint", { slot: "{order_number}" }) : undefined}
          // oxlint-disable-next-line no-autofocus -- one asked for it
          autoFocus={autoFocus}
          value={textOf(variation)}
          onChange={(text) => onWrite(withText(variation, text))}
          onBlur={onLeave}
        />
        {others.map((language) => (
          <TextArea
            key={language}
            label={t("responses.language", { language: called(language) })}
            lang={language}
            value={textOf(variation, language)}
            onChange={(text) => onWrite(withText(variation, text, language))}
            onBlur={onLeave}
          />
        ))}
      </div>
      <Buttons buttons={buttonsOf(variation)} languages={others} onWrite={(buttons) => onWrite(withPart(variation, "buttons", buttons))} onLeave={onLeave} onChange={(buttons) => onChange(withPart(variation, "buttons", buttons))} />
      <div className="variation-when">
        <TextField label={t("responses.image")} hint={t("responses.imageHint")} value={partOf(variation, "image")} onChange={(image) => onWrite(withPart(variation, "image", image))} onBlur={onLeave} />
        <Select
          label={t("responses.channel")}
          value={channel}
          onChange={(name) => onChange(withPart(variation, "channel", name))}
          choices={[{ value: "", label: t("responses.allChannels") }, ...names.map((value) => ({ value, label: value }))]}
        />
      </div>
      <SlotConditions variation={variation} onWrite={onWrite} onLeave={onLeave} onChange={onChange} />
    </fieldset>
  );
}
