/** What the server said instead of doing it, in the dialog where it was asked. */

export function Refused({ why }: { why: string }) {
  return (
    <p role="alert" className={why && "field-error"}>
      {why}
    </p>
  );
}
