/**
 * What every heap has, in an order that is the same in all of them, so that the `Array.prototype` of one side is the
 * `Array.prototype` of the other. `realm` is a global object; undefined stands where it lacks something.
 */
export function listKnown(realm: object): readonly unknown[] {
  const found: unknown[] = [];
  for (const name of CLASSES) {
    const known: unknown = Reflect.get(realm, name);
    found.push(known, typeof known === 'function' ? Reflect.get(known, 'prototype') : undefined);
  }
  const symbols: unknown = Reflect.get(realm, 'Symbol');
  for (const name of SYMBOLS) {
    found.push(typeof symbols === 'function' ? Reflect.get(symbols, name) : undefined);
  }
  return found;
}

const CLASSES = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'BigInt', 'Symbol'],
  ...['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['AggregateError', 'Promise', 'Date', 'RegExp', 'Map', 'Set', 'WeakMap', 'WeakSet', 'ArrayBuffer'],
  ...['DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array'],
  ...['Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
];

const SYMBOLS = [
  ...[
    'asyncIterator',
    'hasInstance',
    'isConcatSpreadable',
    'iterator',
    'match',
    'matchAll',
    'replace',
    'search',
  ],
  ...['species', 'split', 'toPrimitive', 'toStringTag', 'unscopables'],
];
