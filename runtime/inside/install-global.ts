import { defineProperty, getOwnPropertyDescriptor, ownKeys } from './intrinsics.ts';

/** What rules know as `global`. */
export interface SharedGlobal {
  /** Makes what other logins have put into it since known under its bare name, too. */
  share(): void;
}

/**
 * `global`: what it is given stays for the next logins of the tenant, functions included, until the isolate goes. What the
 * room itself brings along is seen through it; setting that changes this room only, so that no login spoils `JSON` or
 * `Promise` for those after it.
 */
export function installGlobal(store: Record<PropertyKey, unknown>): SharedGlobal {
  const room = globalThis as unknown as Record<PropertyKey, unknown>;
  const isKept = (key: PropertyKey) => key in store;
  /** Belongs to the room: it was there already, or was set without `global`. */
  const isOfRoom = (key: PropertyKey) => !isKept(key) && key in room;
  const shareName = (key: PropertyKey) => {
    if (typeof key === 'symbol' || getOwnPropertyDescriptor(room, key) !== undefined) return;
    defineProperty(room, key, {
      configurable: true,
      enumerable: true,
      get: () => store[key],
      set: (value) => {
        store[key] = value;
      },
    });
  };
  const keep = (key: PropertyKey, value: unknown) => {
    store[key] = value;
    shareName(key);
    return true;
  };
  const global = new Proxy(
    {},
    {
      get: (_, key) => (isKept(key) ? store[key] : room[key]),
      has: (_, key) => isKept(key) || key in room,
      set(_, key, value) {
        if (!isOfRoom(key)) return keep(key, value);
        room[key] = value;
        return true;
      },
      defineProperty(_, key, property) {
        if (isOfRoom(key)) return defineProperty(room, key, { ...property, configurable: true });
        return keep(key, 'value' in property ? property.value : property.get?.());
      },
      deleteProperty(_, key) {
        delete store[key];
        delete room[key];
        return true;
      },
      ownKeys: () => ownKeys(store),
      getOwnPropertyDescriptor(_, key) {
        if (!isKept(key)) return undefined;
        return { value: store[key], writable: true, enumerable: true, configurable: true };
      },
    },
  );
  defineProperty(room, 'global', { value: global, writable: true, configurable: true });
  return {
    share() {
      const keys = ownKeys(store);
      for (let index = 0; index < keys.length; index += 1) {
        const key = keys[index];
        if (key !== undefined) shareName(key);
      }
    },
  };
}
