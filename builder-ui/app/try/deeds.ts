/** What one does with a conversation that is tried. Each deed asks the server and keeps its answer; one at a time. */

import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import type { Json } from "../server/json.ts";
import { queries } from "../server/queries.ts";
import { keep, rehearse, type Rehearsal, type SavedTest, type Turn } from "../server/rehearsals.ts";
import { useTried, type Shown } from "./tried.ts";
import { t } from "./words.ts";

const GONE = 404;

/** Shows another conversation; `turn` is looked at, or the last. */
export function show(shown: Shown, turn: number | null = null): void {
  useTried.setState({ open: true, shown, turn });
}

export function lookAt(turn: number | null): void {
  useTried.setState({ turn });
}

/** Begins anew; what was tried before is let go. */
export async function begin(): Promise<void> {
  const { shown } = useTried.getState();
  await perform(() => rehearse.begin(useTried.getState().runActions));
  if (shown?.kind === "rehearsal") void rehearse.end(shown.id).catch(() => undefined); // it may be gone already
}

/** Says something, in a conversation that is begun for it where there is none. */
export async function say(text: string): Promise<void> {
  await perform(async () => {
    const id = idNow() ?? (await begun());
    return rehearse.say(id, { text, ...pace() }).catch(async (fault: unknown) => {
      if (!(fault instanceof Refusal) || fault.status !== GONE) throw fault;
      return rehearse.say(await begun(), { text, ...pace() });
    });
  }, text);
}

/** Lets a turn that stands go on: to the next breakpoint, or by one step. */
export const goOn = (stepping: boolean) => withId((id) => rehearse.go(id, { stepping, breakpoints: useTried.getState().breakpoints }));
export const setSlot = (name: string, value: Json) => withId((id) => rehearse.set(id, name, value));
export const back = (turn: number) => withId((id) => rehearse.back(id, turn));

/** A second conversation that goes on after a turn; the first stays as it is. */
export async function fork(turn: number): Promise<void> {
  const before = useTried.getState().shown;
  await withId((id) => rehearse.fork(id, turn));
  if (before) toast(t("try.forked", { turn }), { action: { label: t("try.toFirst"), perform: () => show(before) } });
}

/** Says everything again, to the files as they are now. */
export async function again(turns: readonly Turn[]): Promise<void> {
  await withId(async (id) => {
    let now = await rehearse.back(id, 0);
    for (const turn of turns) {
      if (turn.user !== null) now = await rehearse.say(id, { text: turn.user });
      else for (const [name, [, value]] of Object.entries(turn.changed)) now = await rehearse.set(id, name, value);
      await keep(now);
    }
    return now;
  });
}

/** Begins anew and says this, one after the other. */
export async function talkThrough(said: readonly string[]): Promise<void> {
  await begin();
  await withId(async (id) => {
    let now: Rehearsal | undefined;
    for (const text of said) {
      now = await rehearse.say(id, { text });
      await keep(now);
    }
    return now ?? rehearse.back(id, 0);
  });
}

/** Goes on with a stored conversation after one of its turns, without its knowing. Gives whether it does. */
export function goOnFrom(conversation: string, turn: number): Promise<boolean> {
  return perform(() => rehearse.from(conversation, turn, useTried.getState().runActions));
}

/** Keeps it as a test, in the draft. */
export async function save(name: string): Promise<SavedTest | null> {
  const id = idNow();
  if (id === null) return null;
  return rehearse.save(id, name).catch(complain);
}

function pace() {
  const { breakpoints, stepping } = useTried.getState();
  return { breakpoints, stepping };
}

function idNow(): string | null {
  const { shown } = useTried.getState();
  return shown?.kind === "rehearsal" ? shown.id : null;
}

async function begun(): Promise<string> {
  const made = await rehearse.begin(useTried.getState().runActions);
  await keep(made);
  useTried.setState({ shown: { kind: "rehearsal", id: made.id } });
  return made.id;
}

async function withId(deed: (id: string) => Promise<Rehearsal>): Promise<void> {
  const id = idNow();
  if (id !== null) await perform(() => deed(id));
}

async function perform(deed: () => Promise<Rehearsal>, said: string | null = null): Promise<boolean> {
  if (useTried.getState().busy) return false;
  useTried.setState({ busy: true, said, turn: null });
  try {
    const now = await deed();
    await keep(now);
    useTried.setState({ shown: { kind: "rehearsal", id: now.id } });
    return true;
  } catch (fault) {
    complain(fault);
    const id = idNow();
    if (id !== null) void queries.invalidateQueries({ queryKey: ["rehearsal", id] });
    return false;
  } finally {
    useTried.setState({ busy: false, said: null });
  }
}

function complain(fault: unknown): null {
  const { message, hint } = fault instanceof Refusal ? fault : { message: String(fault), hint: "" };
  toast(message || t("try.failed"), { tone: "danger", hint });
  return null;
}
