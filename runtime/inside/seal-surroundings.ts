import {
  defineProperty,
  defineVisibly,
  deleteProperty,
  freeze,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
} from './intrinsics.ts';

/**
 * Freezes everything that code of this context can reach without being given it, but what the tenant keeps in `global`.
 * Rules notice only if they try to change it. Takes a millisecond.
 */
export function sealSurroundings(): void {
  const room: object = globalThis;
  // Behind it is what the rules of other logins work with.
  const global: unknown = getOwnPropertyDescriptor(room, 'global')?.value;
  for (const owner of INHERITED) lendProperties(owner);
  // They tell of the last match, whoever made it.
  for (const key of ownKeys(RegExp)) if (isOfLastMatch(key)) deleteProperty(RegExp, key);
  const reached = new Set<object>();
  const visit = (value: unknown) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    if (value !== global) reached.add(value);
  };
  visit(room);
  for (const value of SYNTAX) visit(getPrototypeOf(value));
  for (const value of reached) {
    visit(getPrototypeOf(value));
    for (const key of ownKeys(value)) {
      const property = getOwnPropertyDescriptor(value, key);
      visit(property?.value);
      visit(property?.get);
      visit(property?.set);
    }
    freeze(value);
  }
}

function isOfLastMatch(key: PropertyKey): boolean {
  return typeof key === 'string' && (key.startsWith('$') || LAST_MATCH.has(key));
}

const LAST_MATCH: ReadonlySet<string> = new Set([
  'input',
  'lastMatch',
  'lastParen',
  'leftContext',
  'rightContext',
]);

/** What objects that rules make inherit from, and give members of the same name to. */
const INHERITED: readonly object[] = [
  Object.prototype,
  ...[Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(
    (kind) => kind.prototype,
  ),
];

/** No global name leads to the prototypes of these. */
const SYNTAX: readonly object[] = [
  function* () {},
  async () => {},
  async function* () {},
  ...[[].values(), new Map().entries(), new Set().values(), ''.matchAll(/x/g), ''[Symbol.iterator]()],
];

/**
 * Turns properties into such that can be given to whatever inherits them even when they are frozen: JavaScript forbids
 * `error.name = …` where the name of the prototype cannot be written.
 */
function lendProperties(owner: object): void {
  for (const key of ownKeys(owner)) {
    const property = getOwnPropertyDescriptor(owner, key);
    if (property === undefined || !property.writable) continue;
    const { value, enumerable = false } = property;
    defineProperty(owner, key, {
      configurable: false,
      enumerable,
      get: () => value,
      set(this: unknown, next: unknown) {
        const isObject = (typeof this === 'object' && this !== null) || typeof this === 'function';
        if (isObject && this !== owner) defineVisibly(this, key, next);
      },
    });
  }
}
