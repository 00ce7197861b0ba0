/** How a variation looks on a channel, and what the channel's limits do to it. */

import { useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { Select } from "../design/Select.tsx";
import { useChannels, usePreview, type BotMessage, type Variation } from "../server/language.ts";
import { called } from "./called.ts";
import { t } from "./words.ts";

type Props = { variation: Variation; languages: readonly string[] };

export function Looks({ variation, languages }: Props) {
  const channels = useChannels().data ?? [];
  const [name, setName] = useState("web");
  const [language, setLanguage] = useState(languages[0] ?? "");
  const { data: preview } = usePreview(variation, language || undefined);
  const channel = channels.find((each) => each.name === name);
  const look = preview?.channels[name];
  const limit = channel?.shows.text_max ?? null;

  return (
    <section className="looks" aria-label={t("responses.preview")}>
      <h2>{t("responses.preview")}</h2>
      <div className="looks-of">
        <Select
          label={t("responses.channel")}
          hideLabel
          value={name}
          onChange={setName}
          choices={channels.map((each) => ({ value: each.name, label: each.connected ? `${each.name} · ${t("responses.connected")}` : each.name }))}
        />
        {languages.length > 1 && (
          <Select label={t("responses.language", { language })} hideLabel value={language} onChange={setLanguage} choices={languages.map((value) => ({ value, label: called(value) }))} />
        )}
      </div>
      {limit !== null && <p className="looks-note">{t("responses.limit", { count: limit })}</p>}
      <div className="looks-screen" lang={language || undefined}>
        {look?.messages.map((message, at) => (
          // oxlint-disable-next-line no-array-index-key -- messages come in order
          <Bubble key={at} message={message} />
        ))}
        {preview && !look && preview.problems.length === 0 && <p className="looks-note">{t("responses.not")}</p>}
      </div>
      {look?.losses.map(({ kind, part, said }) => (
        <p key={`${kind} ${part}`} className="looks-note">
          <Badge tone={kind === "left out" || kind === "cut" ? "warning" : "info"}>{t(`responses.part.${part}`)}</Badge> {said}
        </p>
      ))}
      {preview?.problems.map(({ code, message }) => (
        <p key={code + message} className="field-error">
          {message}
        </p>
      ))}
      {preview && preview.unfilled.length > 0 && <p className="looks-note">{t("responses.unfilled", { slots: preview.unfilled.join(", ") })}</p>}
    </section>
  );
}

function Bubble({ message: { text, image, buttons = [], quick_replies: quick = [] } }: { message: BotMessage }) {
  return (
    <div className="looks-message">
      {image && <img src={image} alt="" />}
      {text && <p>{text}</p>}
      {[...buttons, ...quick].map(({ title, payload }) => (
        <span key={`${title} ${payload}`} className="looks-button">
          {title}
        </span>
      ))}
    </div>
  );
}
