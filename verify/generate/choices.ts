/** What is still open for a login that is to do something: which values of a place's pool it can have. */
export interface Choices {
  /** The values of a place that are left, by their index in its pool, ascending; `undefined`: all of them. */
  left(place: number): readonly number[] | undefined;
  /** Leaves only these values, ascending; false, and nothing changed, when none of them was left. */
  narrow(place: number, indexes: readonly number[]): boolean;
  /** A mark to go back to. */
  mark(): number;
  undo(mark: number): void;
  /** The places that are narrowed. */
  entries(): readonly (readonly [place: number, left: readonly number[]])[];
}

/** Nothing is decided yet. */
export function openChoices(): Choices {
  const left = new Map<number, readonly number[]>();
  const trail: (readonly [number, readonly number[] | undefined])[] = [];
  return {
    left: (place) => left.get(place),
    narrow(place, indexes) {
      const before = left.get(place);
      const after = before === undefined ? indexes : shared(before, indexes);
      if (after.length === 0) return false;
      trail.push([place, before]);
      left.set(place, after);
      return true;
    },
    mark: () => trail.length,
    undo(mark) {
      while (trail.length > mark) {
        const [place, before] = trail.pop() ?? [0, undefined];
        if (before === undefined) left.delete(place);
        else left.set(place, before);
      }
    },
    entries: () => [...left],
  };
}

function shared(one: readonly number[], other: readonly number[]): readonly number[] {
  const found: number[] = [];
  let at = 0;
  for (const index of one) {
    while (at < other.length && (other[at] ?? 0) < index) at++;
    if (other[at] === index) found.push(index);
  }
  return found;
}
