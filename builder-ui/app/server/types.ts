/** What the server says, as JSON. docs/http.md has each address. */

export type Role = "viewer" | "author" | "reviewer" | "publisher" | "admin";
export type Person = { name: string; role: Role };
export type Session = {
  person: Person | null;
  /** Whether one has to log in here. */
  login: boolean;
  csrf: string;
  bot: { name: string; languages: string[] };
  version: string;
};
