/** Which objects the two heaps know of each other. */
export interface Tables {
  /** The place of something that both heaps have. */
  indexOfKnown(value: unknown): number | undefined;
  known(index: number): unknown;
  /** The number of an object of our own that the other heap is told of. */
  idOf(value: object | symbol): number;
  /** An object of our own, by its number. */
  own(id: number): object | symbol;
  /** The other heap has nothing left that stands for our object. */
  forget(id: number): void;
  /** The number of the object of the other heap that `value` stands for. */
  foreignIdOf(value: object | symbol): number | undefined;
  /** What stands here for an object of the other heap; undefined when nothing does. */
  foreign(id: number): object | symbol | undefined;
  /** From now on `value` stands for an object of the other heap. */
  adopt(id: number, value: object | symbol): void;
}

export interface Holding {
  /** What `listKnown` gives for this heap, and for further realms whose classes count as the same. */
  readonly known: readonly (readonly unknown[])[];
  /** Called some time after nobody holds any more what stood for a foreign object; null: such things are kept for ever. */
  readonly onLost: ((id: number) => void) | null;
}

/** Makes empty tables. */
export function makeTables({ known: lists, onLost }: Holding): Tables {
  const [ours = []] = lists;
  const indexes = new Map<unknown, number>();
  for (const list of lists) {
    list.forEach((value, index) => {
      if (value !== undefined && !indexes.has(value)) indexes.set(value, index);
    });
  }
  const ids = new WeakMap<object | symbol, number>();
  const owned = new Map<number, object | symbol>();
  const foreignIds = new WeakMap<object | symbol, number>();
  const foreigners: Foreigners = onLost === null ? new Map() : holdWeakly(onLost);
  let last = 0;
  return {
    indexOfKnown: (value) => indexes.get(value),
    known: (index) => ours[index],
    idOf(value) {
      const id = ids.get(value) ?? ++last;
      ids.set(value, id);
      owned.set(id, value);
      return id;
    },
    own(id) {
      const value = owned.get(id);
      if (value === undefined)
        throw new Error('only what stands for an object asks for it, and keeps it by that');
      return value;
    },
    forget: (id) => void owned.delete(id),
    foreignIdOf: (value) => foreignIds.get(value),
    foreign: (id) => foreigners.get(id),
    adopt(id, value) {
      foreignIds.set(value, id);
      foreigners.set(id, value);
    },
  };
}

interface Foreigners {
  get(id: number): object | symbol | undefined;
  set(id: number, value: object | symbol): unknown;
}

function holdWeakly(onLost: (id: number) => void): Foreigners {
  const held = new Map<number, WeakRef<object | symbol>>();
  const registry = new FinalizationRegistry<number>((id) => {
    // Something new may stand for the object by now.
    if (held.get(id)?.deref() !== undefined) return;
    held.delete(id);
    onLost(id);
  });
  return {
    get: (id) => held.get(id)?.deref(),
    set(id, value) {
      held.set(id, new WeakRef(value));
      registry.register(value, id);
    },
  };
}
