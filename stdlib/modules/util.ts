import * as util from 'util';
import { format, formatWithOptions } from './format.ts';
import { INSPECTED, type InspectOptions, inspect } from './inspect.ts';

declare const module: { exports: unknown };
declare function require(name: string): Readonly<Record<string, unknown>>;

/** What a terminal takes for a colour and not for text. */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[ -/]*[@-~]`, 'g');

const PROMISIFIED = Symbol.for('nodejs.util.promisify.custom');

/* The package, and what came to Node after it. */
const extended = {
  ...util,
  promisify: Object.assign(promisify, { custom: PROMISIFIED }),
  isArray: Array.isArray,
  format,
  formatWithOptions,
  inspect: Object.assign(
    // Of old, the second and third were whether hidden properties are shown, and the depth.
    (value: unknown, options?: InspectOptions | boolean, depth?: number | null) =>
      inspect(value, typeof options === 'object' ? options : depth === undefined ? {} : { depth }),
    { custom: INSPECTED, defaultOptions: {}, colors: {}, styles: {} },
  ),
  isDeepStrictEqual: (one: unknown, other: unknown) => {
    try {
      assert().deepStrictEqual(one, other);
      return true;
    } catch {
      return false;
    }
  },
  stripVTControlCharacters: (text: string) => text.replace(COLOURS, ''),
  toUSVString: (text: unknown) => String(text).toWellFormed(),
};

for (const name of ['TextEncoder', 'TextDecoder']) {
  Object.defineProperty(extended, name, { enumerable: true, get: () => require('text-encoding')[name] });
}

module.exports = extended;

type Callback = (error: unknown, value?: unknown) => void;
type Asynchronous = (this: unknown, ...parameters: unknown[]) => unknown;

function promisify(original: unknown): unknown {
  if (typeof original !== 'function') {
    const error = new TypeError('The "original" argument must be of type function');
    throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
  }
  const own: unknown = Reflect.get(original, PROMISIFIED);
  if (typeof own === 'function') return own;
  const promises = require('timers/promises');
  if (original === setTimeout) return promises.setTimeout;
  if (original === setImmediate) return promises.setImmediate;
  const run = original as Asynchronous;
  const promisified = function (this: unknown, ...parameters: unknown[]) {
    return new Promise((resolve, reject) => {
      const done: Callback = (error, value) => (error ? reject(error) : resolve(value));
      run.call(this, ...parameters, done);
    });
  };
  Object.setPrototypeOf(promisified, Object.getPrototypeOf(original));
  return Object.defineProperties(promisified, Object.getOwnPropertyDescriptors(original));
}

function assert(): { deepStrictEqual(one: unknown, other: unknown): void } {
  return require('assert') as never;
}
