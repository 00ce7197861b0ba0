/** Words of the login. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "login.title": "Log in",
    "login.name": "Name",
    "login.password": "Password",
    "login.about": "Draw conversations, talk to them, publish them.",
    "login.none": "No account yet? An admin gives you one.",
    "login.send": "Log in",
    "login.wrong": "Name or password is wrong.",
    "login.often": "Too many tries. Wait a minute, or have an admin give you a new password.",
    "login.unreachable": "The server cannot be reached.",
  },
  {
    "login.title": "Anmelden",
    "login.name": "Name",
    "login.password": "Passwort",
    "login.about": "Gespräche zeichnen, ausprobieren, veröffentlichen.",
    "login.none": "Noch kein Konto? Ein Admin gibt Ihnen eins.",
    "login.send": "Anmelden",
    "login.wrong": "Name oder Passwort ist falsch.",
    "login.often": "Zu viele Versuche. Warten Sie eine Minute, oder lassen Sie sich ein neues Passwort geben.",
    "login.unreachable": "Der Server ist nicht erreichbar.",
  },
);
