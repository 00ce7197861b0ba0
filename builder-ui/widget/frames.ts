/** What the server says: the frames of docs/channels.md, as far as the widget reads them. Types alone. */

export interface Choice {
  title: string;
  payload: string;
  url?: string;
}

export interface Card {
  title?: string;
  subtitle?: string;
  image?: string;
  url?: string;
  buttons?: Choice[];
}

export interface Welcome {
  type: "welcome";
  conversation: string;
  seq: number;
  assistant?: string;
  suggestions?: string[];
}

export interface User {
  type: "user";
  seq: number;
  id: string | null;
  text: string;
  at: number;
}

export interface Bot {
  type: "bot";
  seq: number;
  at: number;
  text?: string;
  image?: string;
  buttons?: Choice[];
  quick_replies?: Choice[];
  cards?: Card[];
  attachment?: string | { type?: string; payload?: { src?: string; url?: string; title?: string } };
}

export interface Failure {
  type: "error";
  id: string | null;
  message?: string;
  retry_after?: number;
}

export type Frame = Welcome | User | Bot | Failure | { type: "typing" | "done" | "pong" };
