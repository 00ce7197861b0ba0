/** Plain JSON values, as a YAML file holds them. Nothing here knows of flows. */

export type Json = null | boolean | number | string | Json[] | Mapping;
export type Mapping = { [key: string]: Json };
export type Path = readonly (string | number)[];

export function isMapping(value: Json | undefined): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two values say the same. The order of keys does not count. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, at) => same(each, b[at]));
  if (!isMapping(a) || !isMapping(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

export function at(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const key of path) {
    if (Array.isArray(found)) found = found[Number(key)];
    else if (isMapping(found)) found = found[key];
    else return undefined;
  }
  return found;
}

/** The value with another one at `path`; `undefined` takes the key away. The order of keys stays. */
export function put(value: Json | undefined, path: Path, there: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return there ?? null;
  if (typeof key === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    if (there === undefined && rest.length === 0) list.splice(key, 1);
    else list[key] = put(list[key], rest, there);
    return list;
  }
  const mapping = isMapping(value) ? { ...value } : {};
  if (there === undefined && rest.length === 0) delete mapping[key];
  else mapping[key] = put(mapping[key], rest, there);
  return mapping;
}

/** Like `put`, but a key that is new comes before the key `last` where that is the last one. */
export function putBefore(last: string, value: Mapping, path: Path, there: Json | undefined): Mapping {
  const made = put(value, path, there) as Mapping;
  const { [last]: held, ...others } = made;
  return held === undefined || String(path[0]) in value || Object.keys(value).at(-1) !== last ? made : { ...others, [last]: held };
}

export function copy<T extends Json>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
