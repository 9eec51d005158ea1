import { apply, isArray, NativeRangeError } from './intrinsics.ts';

/**
 * Some functions of JavaScript loop in native code that no timeout stops, for as long as a length says that somebody
 * made up. Here they refuse lengths that nobody needs. This is no boundary, there are more of them than anybody knows;
 * it only makes it rare that a whole process has to go.
 */
export function guardIntrinsics(): void {
  for (const name of LOOPS_OVER_THIS) guard(Array.prototype, name, (self) => checkLength(self));
  guard(Array.prototype, 'concat', (self, args) => {
    checkLength(self);
    for (let index = 0; index < args.length; index += 1) if (isArray(args[index])) checkLength(args[index]);
  });
  guard(Array, 'from', (_, args) => checkLength(args[0]));
  guard(String, 'raw', (_, args) => checkLength(memberOf(args[0], 'raw')));
  for (const name of LOOPS_OVER_OTHER)
    guard(Set.prototype, name, (_, args) => check(memberOf(args[0], 'size')));
  for (const name of [
    'entries',
    'values',
    'keys',
    'getOwnPropertyNames',
    'getOwnPropertyDescriptors',
    'assign',
  ]) {
    guard(Object, name, (_, args) => {
      checkKeys(args[0]);
      checkKeys(args[1]);
    });
  }
  guard(Reflect, 'ownKeys', (_, args) => checkKeys(args[0]));
  for (const name of ['normalize', 'localeCompare'])
    guard(String.prototype, name, textUpTo(LONGEST_COMPARED));
  for (const name of ['split', 'replace', 'replaceAll', 'match', 'matchAll']) {
    guard(String.prototype, name, textUpTo(LONGEST_TEXT));
  }
  guard(String.prototype, 'repeat', (self, [count]) => check(String(self).length * Number(count)));
  for (const name of ['padStart', 'padEnd'])
    guard(String.prototype, name, (_, [length]) => check(Number(length)));
  guard(JSON, 'parse', (_, [text]) => check(typeof text === 'string' ? text.length : 0));
  for (const name of ['toString', 'toLocaleString']) {
    guard(BigInt.prototype, name, (self) => {
      if (typeof self === 'bigint' && (self > LARGEST || self < -LARGEST)) refuse();
    });
  }
}

/** More entries than fit into a heap; and a text of more characters, too. */
const LONGEST = 10_000_000;
const LONGEST_TEXT = 4_000_000;
/** They take time that grows with the square of it. */
const LONGEST_COMPARED = 100_000;
/** As many keys as native code lists at once before anybody can stop it. */
const MOST_KEYS = 1_000_000;
const LARGEST = 1n << 100_000n;

const LOOPS_OVER_THIS = [
  ...[
    'indexOf',
    'lastIndexOf',
    'includes',
    'forEach',
    'some',
    'every',
    'reduce',
    'reduceRight',
    'map',
    'filter',
  ],
  ...[
    'find',
    'findIndex',
    'findLast',
    'findLastIndex',
    'reverse',
    'slice',
    'splice',
    'shift',
    'unshift',
    'flat',
  ],
  ...[
    'flatMap',
    'copyWithin',
    'fill',
    'sort',
    'join',
    'toString',
    'toLocaleString',
    'toReversed',
    'toSorted',
  ],
  ...['toSpliced', 'with'],
];

const LOOPS_OVER_OTHER = [
  ...[
    'union',
    'intersection',
    'difference',
    'symmetricDifference',
    'isSubsetOf',
    'isSupersetOf',
    'isDisjointFrom',
  ],
];

/** Puts a check before a method, which stays what it was in every other respect. */
function guard(owner: object, name: string, check: (self: unknown, args: readonly unknown[]) => void): void {
  const native: unknown = Object.hasOwn(owner, name) ? Reflect.get(owner, name) : undefined;
  if (typeof native !== 'function') return;
  // A method of a record has no `prototype` and cannot be called with `new`, like a built-in one. It is the same record
  // each time, and named afterwards, since records of different shapes would cost more than all the rest.
  const { guarded } = {
    guarded(this: unknown, ...args: unknown[]): unknown {
      check(this, args);
      return apply(native, this, args);
    },
  };
  Reflect.defineProperty(guarded, 'length', { value: native.length, configurable: true });
  Reflect.defineProperty(guarded, 'name', { value: name, configurable: true });
  // It stays what it was in every other respect.
  Reflect.set(owner, name, guarded);
}

function textUpTo(longest: number): (self: unknown) => void {
  return (self) => {
    if (typeof self === 'string' && self.length > longest) refuse();
  };
}

function checkLength(value: unknown): void {
  check(memberOf(value, 'length'));
}

function checkKeys(value: unknown): void {
  if (typeof value === 'string' || isArray(value) || ArrayBuffer.isView(value)) {
    if (Number(memberOf(value, 'length')) > MOST_KEYS) refuse();
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (value === null || value === undefined) return undefined;
  return (value as Record<string, unknown>)[name];
}

function check(length: unknown): void {
  if (typeof length === 'number' && length > LONGEST) refuse();
}

function refuse(): never {
  throw new NativeRangeError('this is longer than a rule can work with');
}
