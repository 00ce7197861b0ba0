/** What the keys of the browser's storage begin with: two assistants on one page keep theirs apart by their servers. */
export function scopeOf({ origin, pathname }: URL): string {
  return `talkwright:${origin}${pathname}:`;
}
