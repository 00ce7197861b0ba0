/** Addresses of screens, such as "/flows/$id": what they are with values, and which values an address has. */

export type Params = Record<string, string>;
export type Search = Record<string, string | undefined>;
export type Target = { to: string; params?: Params; search?: Search };

export const BASE = "/builder";

/** The address in the browser. A value that is undefined is left out of the search. */
export function written({ to, params = {}, search = {} }: Target): string {
  const path = to.replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const given = Object.entries(search).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const query = new URLSearchParams(given).toString();
  return BASE + path + (query && `?${query}`);
}

/** The values that `path` has where `pattern` says "$", or null when it is another address. */
export function matched(pattern: string, path: string): Params | null {
  const [asked, given] = [pattern.split("/"), path.replace(/\/$/, "").split("/")];
  if (asked.length !== given.length) return null;
  const params: Params = {};
  for (const [at, part] of asked.entries()) {
    const value = given[at] ?? "";
    if (part.startsWith("$")) params[part.slice(1)] = decoded(value);
    else if (part !== value) return null;
  }
  return params;
}

/** The path below the app's own, from one in the browser. */
export function below(pathname: string): string {
  return pathname.startsWith(BASE) ? pathname.slice(BASE.length) || "/" : pathname;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody wrote it by hand
  }
}
