/** Who are you? Shown where the server wants to know. */

import { useEffect, useState, type FormEvent } from "react";
import { Button } from "../design/Button.tsx";
import { Icon } from "../design/Icon.tsx";
import { TextField } from "../design/TextField.tsx";
import { Refusal } from "../server/ask.ts";
import { useLogin } from "../server/session.ts";
import { t } from "./words.ts";
import "./Login.css";

export function Login() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const login = useLogin();

  useEffect(() => {
    document.title = t("login.title");
  }, []);

  function send(event: FormEvent): void {
    event.preventDefault();
    login.mutate({ name, password });
  }

  return (
    <main className="login">
      <form onSubmit={send}>
        <header>
          <span aria-hidden="true">
            <Icon name="talk" size={20} />
          </span>
          <h1>{t("login.title")}</h1>
          <p>{t("login.about")}</p>
        </header>
        <TextField label={t("login.name")} value={name} onChange={setName} autoComplete="username" required />
        <TextField
          label={t("login.password")}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={said(login.error)}
          required
        />
        <Button look="primary" type="submit" busy={login.isPending}>
          {t("login.send")}
        </Button>
        <p>{t("login.none")}</p>
      </form>
    </main>
  );
}

const SAID: Record<number, "login.wrong" | "login.often"> = { 401: "login.wrong", 429: "login.often" };

function said(fault: Error | null): string | undefined {
  if (!(fault instanceof Refusal)) return fault?.message;
  if (fault.unreachable) return t("login.unreachable");
  const key = SAID[fault.status];
  return key === undefined ? fault.message : t(key);
}
