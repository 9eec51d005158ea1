/** Values under names, for a time, and not more than there is room for. */
export interface ExpiringMap {
  /** null where there is none, or none any more. */
  get(name: string): unknown;
  /** `lasts` in seconds; null: for ever. False when the value alone takes more room than there is. */
  set(name: string, value: unknown, lasts: number | null): boolean;
  delete(name: string): void;
}

interface Entry {
  readonly text: string;
  readonly expiresAt: number;
}

/**
 * Opens a map for `most` values, `mostLength` characters of JSON together with their names. What would expire first
 * gives way, and among equals what was set first. Values go in and come out as copies.
 */
export function openExpiringMap(options: {
  readonly most: number;
  readonly mostLength: number;
  /** Milliseconds. */
  readonly clock: () => number;
}): ExpiringMap {
  const { most, mostLength, clock } = options;
  const entries = new Map<string, Entry>();
  let length = 0;

  function remove(name: string): void {
    const entry = entries.get(name);
    if (entry === undefined) return;
    entries.delete(name);
    length -= name.length + entry.text.length;
  }

  function makeRoom(needed: number): void {
    const inOrder = [...entries].sort(([, one], [, other]) => compare(one.expiresAt, other.expiresAt));
    for (const [name, { expiresAt }] of inOrder) {
      // Making room costs a look at everything, so it makes room for more than one.
      const hasRoom = entries.size <= most * 0.9 && length + needed <= mostLength * 0.9;
      if (hasRoom && expiresAt > clock()) return;
      remove(name);
    }
  }

  return {
    get(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      if (entry.expiresAt > clock()) return JSON.parse(entry.text);
      remove(name);
      return null;
    },
    set(name, value, lasts) {
      const text = JSON.stringify(value);
      const needed = name.length + text.length;
      if (needed > mostLength * 0.5) return false;
      remove(name);
      if (entries.size >= most || length + needed > mostLength) makeRoom(needed);
      entries.set(name, {
        text,
        expiresAt: lasts === null ? Number.POSITIVE_INFINITY : clock() + lasts * 1000,
      });
      length += needed;
      return true;
    },
    delete: remove,
  };
}

/** Infinity minus infinity is no number. */
function compare(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
