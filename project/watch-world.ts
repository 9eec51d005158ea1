import { EMPTY_WORLD, type World } from '../compiler/index.ts';

/** What somebody saw in a part of a world, or under a key of it. */
export interface Look {
  readonly part: keyof World;
  /** null: at all of the part. */
  readonly key: string | null;
  readonly seen: unknown;
}

/** A world that tells what is looked at in it. */
export function watchWorld(world: World, note: (look: Look) => void): World {
  return new Proxy(world, {
    get(_, part) {
      if (!isPart(part)) return undefined;
      const seen: unknown = world[part];
      if (seen instanceof Map)
        return new WatchedMap(seen, (key) => note({ part, key, seen: key === null ? seen : seen.get(key) }));
      note({ part, key: null, seen });
      return seen;
    },
  });
}

/** True where whoever looks again sees the very same. */
export function seesTheSame(world: World, { part, key, seen }: Look): boolean {
  const now: unknown = world[part];
  return (key !== null && now instanceof Map ? now.get(key) : now) === seen;
}

function isPart(name: string | symbol): name is keyof World {
  return Object.hasOwn(EMPTY_WORLD, name);
}

/** Tells the keys that are asked for, null for all of them. */
class WatchedMap<V> implements ReadonlyMap<string, V> {
  readonly #map: ReadonlyMap<string, V>;
  readonly #note: (key: string | null) => void;

  constructor(map: ReadonlyMap<string, V>, note: (key: string | null) => void) {
    this.#map = map;
    this.#note = note;
  }

  get(key: string): V | undefined {
    this.#note(key);
    return this.#map.get(key);
  }

  has(key: string): boolean {
    this.#note(key);
    return this.#map.has(key);
  }

  get size(): number {
    return this.#all().size;
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.#all().forEach(visit);
  }

  keys(): MapIterator<string> {
    return this.#all().keys();
  }

  values(): MapIterator<V> {
    return this.#all().values();
  }

  entries(): MapIterator<[string, V]> {
    return this.#all().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.#all().entries();
  }

  #all(): ReadonlyMap<string, V> {
    this.#note(null);
    return this.#map;
  }
}
