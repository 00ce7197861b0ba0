/** Stands in for a screen that is fetched. */

export function Loading() {
  return <div className="screen" aria-busy="true" />;
}
