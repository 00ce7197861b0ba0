/** Settings of the app, for this person in this browser. */

import { Select } from "../design/Select.tsx";
import { look, useLooks, type Density, type Theme } from "../shell/looks.ts";
import { Screen } from "../shell/Screen.tsx";
import { useSession } from "../server/session.ts";
import { LANGUAGES, speak, useLanguage, type Language } from "../words/language.ts";
import { t } from "./words.ts";
import "./SettingsScreen.css";

export function SettingsScreen() {
  const { theme, density } = useLooks();
  const { language } = useLanguage();
  const { data: session } = useSession();
  return (
    <Screen name="settings" about={t("settings.about")}>
      <section className="settings-card" aria-labelledby="settings-looks">
        <h2 id="settings-looks">{t("settings.looks")}</h2>
        <Select<Theme>
          label={t("settings.theme")}
          value={theme}
          onChange={(theme) => look({ theme })}
          choices={[
            { value: "system", label: t("settings.theme.system") },
            { value: "light", label: t("settings.theme.light") },
            { value: "dark", label: t("settings.theme.dark") },
          ]}
        />
        <Select<Density>
          label={t("settings.density")}
          hint={t("settings.density.hint")}
          value={density}
          onChange={(density) => look({ density })}
          choices={[
            { value: "cosy", label: t("settings.density.cosy") },
            { value: "compact", label: t("settings.density.compact") },
          ]}
        />
        <Select<Language>
          label={t("settings.language")}
          value={language}
          onChange={speak}
          choices={(Object.entries(LANGUAGES) as [Language, string][]).map(([value, label]) => ({ value, label }))}
        />
      </section>
      <section className="settings-card" aria-labelledby="settings-bot">
        <h2 id="settings-bot">{t("settings.bot")}</h2>
        <dl>
          <dt>{t("settings.bot.name")}</dt>
          <dd>{session?.bot.name}</dd>
          <dt>{t("settings.bot.languages")}</dt>
          <dd>{session?.bot.languages.join(", ")}</dd>
          <dt>{t("settings.version")}</dt>
          <dd>{session?.version}</dd>
        </dl>
        <p>{t("settings.files")}</p>
      </section>
    </Screen>
  );
}
