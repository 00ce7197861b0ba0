/** Words of the settings. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "settings.about": "How the builder looks and speaks, for you in this browser.",
    "settings.looks": "Appearance",
    "settings.theme": "Theme",
    "settings.theme.system": "As the system",
    "settings.theme.light": "Light",
    "settings.theme.dark": "Dark",
    "settings.density": "Density",
    "settings.density.hint": "Compact shows more rows and steps at once.",
    "settings.density.cosy": "Cosy",
    "settings.density.compact": "Compact",
    "settings.language": "Language",
    "settings.bot": "This bot",
    "settings.bot.name": "Name",
    "settings.bot.languages": "Languages",
    "settings.version": "Talkwright",
    "settings.files": "How the bot understands and where it listens is set in config.yml, endpoints.yml and credentials.yml.",
  },
  {
    "settings.about": "Wie die Oberfläche für Sie in diesem Browser aussieht und spricht.",
    "settings.looks": "Aussehen",
    "settings.theme": "Farben",
    "settings.theme.system": "Wie das System",
    "settings.theme.light": "Hell",
    "settings.theme.dark": "Dunkel",
    "settings.density": "Dichte",
    "settings.density.hint": "Dicht zeigt mehr Zeilen und Schritte auf einmal.",
    "settings.density.cosy": "Luftig",
    "settings.density.compact": "Dicht",
    "settings.language": "Sprache",
    "settings.bot": "Dieser Bot",
    "settings.bot.name": "Name",
    "settings.bot.languages": "Sprachen",
    "settings.version": "Talkwright",
    "settings.files": "Wie der Bot versteht und wo er zuhört, steht in config.yml, endpoints.yml und credentials.yml.",
  },
);
