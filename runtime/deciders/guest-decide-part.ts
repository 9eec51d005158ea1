import { decideFields, type GuestDeciders, newKind } from './guest-decide.ts';

/* The text of this function runs inside the isolate; see `policies/guest-run.ts`. */

/**
 * Takes a login through some of the policies: `FROM TO [now, field, …]`, where `TO` is the place after the last of them.
 * Says what applies as `decideFields` does. `parts` keeps what was found out about logins of a kind, part by part.
 */
export function decidePart(deciders: GuestDeciders, parts: Map<string, GuestDeciders>, text: string): string {
  const start = text.indexOf('[');
  const key = text.slice(0, start);
  let part = parts.get(key);
  if (part === undefined) {
    const [from, to] = key.split(' ').map(Number);
    part = {
      ...deciders,
      policies: deciders.policies.slice(from, to),
      kinds: { root: newKind([]), count: 0 },
    };
    parts.set(key, part);
  }
  return decideFields(part, text.slice(start));
}

export const guestDecidePartFunctions = [decidePart] as const;
