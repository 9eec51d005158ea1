import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import { type Evaluated, evaluateInside, evaluating } from './use-library.ts';

const bytes = fc.uint8Array({ maxLength: 30 }).map((array) => [...array]);
const anyText = fc.string({ unit: 'binary' });
const made = (...units: readonly string[]) => fc.string({ unit: fc.constantFrom(...units) });
const brokenUtf8 = fc.array(
  fc.constantFrom(0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0xc3, 0x28, 0x41, 0xed, 0xff),
  {
    maxLength: 10,
  },
);
const digest = fc.constantFrom('md5', 'sha1', 'sha256', 'sha512', 'SHA256', 'RSA-SHA256', 'sha3-256', 'nope');

/** Data with lists of at most six items: longer ones Node sets in columns. */
const { shortLists } = fc.letrec((tie) => ({
  shortLists: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(anyText, fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('shortLists'), { maxLength: 6 }),
    fc.dictionary(fc.string(), tie('shortLists'), { maxKeys: 5 }),
  ),
}));

/** Expressions over `input` that mean the same here and in Node. */
const cases: Readonly<Record<string, readonly [inputs: fc.Arbitrary<unknown>, expression: string]>> = {
  'encodes texts': [
    fc.oneof(anyText, made('\ud800', 'a', '\udc00', 'é', '😀')),
    `[
      Buffer.byteLength(input),
      ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii'].map((encoding) => Buffer.from(input).toString(encoding)),
      ['utf8', 'latin1', 'ascii', 'utf16le', 'binary', 'ucs2'].map((encoding) => Buffer.from(input, encoding).toString('hex')),
    ]`,
  ],
  'decodes bytes': [
    fc.oneof(bytes, brokenUtf8),
    `['utf8', 'latin1', 'ascii', 'utf16le', 'base64url'].map((encoding) => Buffer.from(input).toString(encoding))`,
  ],
  'decodes bytes as the web does': [
    fc.oneof(bytes, brokenUtf8),
    `['utf-8', 'latin1', 'utf-16le'].map((label) => new TextDecoder(label).decode(new Uint8Array(input)))`,
  ],
  'refuses bytes that are no text': [
    fc.oneof(bytes, brokenUtf8),
    `new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(input))`,
  ],
  'reads base64': [
    made(...'ABCxyz019+/-_= \n='),
    `[Buffer.from(input, 'base64').toString('hex'), Buffer.from(input, 'base64url').toString('hex')]`,
  ],
  'reads hexadecimal digits': [made(...'0123abcdefABCgz '), `Buffer.from(input, 'hex').toString('hex')`],
  atob: [made(...'ABCxyz019+/= \n'), `atob(input)`],
  btoa: [made('a', 'é', 'ÿ', '\0', '€'), `btoa(input)`],
  'works on bytes': [
    fc.tuple(
      fc.uint8Array({ minLength: 8, maxLength: 30 }).map((array) => [...array]),
      fc.integer({ min: -5, max: 35 }),
      fc.integer({ min: -5, max: 35 }),
    ),
    `(() => {
      const [all, from, to] = input;
      const buffer = Buffer.from(all);
      return [buffer.slice(from, to).toString('hex'), buffer.readUInt32BE(0), buffer.readInt16LE(2), buffer.readDoubleBE(0),
        buffer.indexOf(all[3]), buffer.equals(Buffer.from(all)), Buffer.concat([buffer, buffer]).length, buffer.toJSON(),
        Buffer.compare(buffer, buffer.slice(1)), buffer.toString('utf8', from, to), Buffer.alloc(5, 'abc').toString()];
    })()`,
  ],
  hashes: [
    fc.tuple(digest, anyText),
    `require('crypto').createHash(input[0]).update(input[1]).update(input[1], 'latin1').digest('hex')`,
  ],
  authenticates: [
    fc.tuple(digest, anyText, fc.string()),
    `require('crypto').createHmac(input[0], input[1]).update(input[2]).digest('base64')`,
  ],
  'derives keys': [
    fc.tuple(fc.string(), fc.string(), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100 })),
    `require('crypto').pbkdf2Sync(input[0], input[1], input[2], input[3], 'sha256').toString('hex')`,
  ],
  'encrypts piece by piece': [
    fc.tuple(
      fc.constantFrom('aes-256-cbc', 'aes-128-ctr', 'aes-192-gcm', 'aes-256-ecb', 'nope'),
      fc.array(anyText),
    ),
    `(() => {
      const [algorithm, pieces] = input;
      const iv = algorithm.endsWith('ecb') ? null : Buffer.alloc(16, 7);
      const key = Buffer.alloc(Number(algorithm.slice(4, 7)) / 8, 1);
      const cipher = require('crypto').createCipheriv(algorithm, key, iv);
      return [...pieces.map((piece) => cipher.update(piece, 'utf8', 'hex')), cipher.final('hex')];
    })()`,
  ],
  'reads query strings': [
    made('a', 'b', '=', '&', '&', '%2', '%41', '+', ';', '?', ' ', '%C3%A9', '%e9'),
    `(() => {
      const query = require('querystring');
      return [Object.entries(query.parse(input)), query.parse(input, ';', ':'), query.unescape(input), query.escape(input)];
    })()`,
  ],
  'writes query strings': [
    fc.dictionary(
      fc.string(),
      fc.oneof(
        fc.string(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.string()),
        fc.constant({}),
      ),
    ),
    `require('querystring').stringify(input)`,
  ],
  'reads addresses as of old': [
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    `(() => {
      const url = require('url');
      return [{ ...url.parse(input) }, url.format(url.parse(input)), url.parse(input, true).query];
    })()`,
  ],
  'reads parts of addresses as of old': [
    fc.tuple(made(...'ab/.%1\\;é'), made(...'ab&=+/%1;é')).map(([path, query]) => `/${path}?${query}`),
    `[{ ...require('url').parse(input) }, require('url').parse(input, true).query]`,
  ],
  'resolves addresses': [
    fc.tuple(fc.webUrl(), made(...'ab/.?#', '..', '//', 'http:')),
    `require('url').resolve(input[0], input[1])`,
  ],
  'reads and changes addresses': [
    fc.tuple(fc.oneof(fc.webUrl(), made(...'ab/:?#@.1é%', 'http://')), made(...'ab=&+% é@:/#?1')),
    `(() => {
      const url = new URL(input[0]);
      const parts = () => ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash', 'username', 'password'].map((part) => url[part]);
      const before = parts();
      for (const part of ['search', 'hash', 'pathname', 'port', 'username', 'host', 'protocol']) url[part] = input[1];
      url.searchParams.append(input[1], "é ~*()'!");
      return [before, parts(), String(url), JSON.stringify(url), [...url.searchParams]];
    })()`,
  ],
  'reads and writes parameters': [
    // Node spoils texts of both kinds at once.
    fc.oneof(
      made('a', 'b', '=', '&', '+', 'é', ' ', '😀', '?', '%41', '%C3%A9', '\ud800'),
      made('a', 'b', '=', '&', '+', '%', '%2', '%e9', '%41', '%C3%A9'),
    ),
    `(() => {
      const parameters = new URLSearchParams(input);
      parameters.set('a', 'z');
      parameters.sort();
      return [String(parameters), [...parameters], parameters.get('b'), parameters.getAll('a'), parameters.has('b'), parameters.size,
        String(new URLSearchParams({ input, y: 1 })), String(new URLSearchParams([[input, input]]))];
    })()`,
  ],
  'works on paths': [
    fc.tuple(made(...'ab/.', '..'), made(...'ab/.', '..')),
    `(() => {
      const path = require('path').posix;
      return [path.join(...input), path.basename(input[0]), path.dirname(input[0]), path.extname(input[0]), path.normalize(input[1]), path.parse(input[0])];
    })()`,
  ],
  'shows data': [shortLists, `require('util').inspect(input)`],
  'shows what JSON cannot say': [
    fc.tuple(anyText, fc.integer()),
    `(() => {
      const [text, number] = input;
      class Person { constructor() { this.name = text; } }
      const circle = { text }; circle.self = circle; circle.list = [circle];
      const values = [new Person(), circle, new Map([[text, number]]), new Set([text, { number }]), new Date(0), /a/g, Buffer.from(text),
        [undefined, null, -0, 1n], Object.create(null), () => 1, class A {}, function f() {}, Symbol('a'), { get a() { return 1; } },
        new Uint8Array([1, 2]), { a: { b: { c: { d: 1 } } } }, [[[[1]]]], { [Symbol('k')]: 1, 'a-b': 2 }, new Number(3), [1, , 2]];
      return values.map((value) => require('util').inspect(value));
    })()`,
  ],
  formats: [
    fc.tuple(
      fc.constantFrom('%s', '%d', '%i', '%f', '%j', '%%', '%o', '%O', 'a %s b %d', 'x', '%s %s', '%c'),
      fc.oneof(
        fc.string(),
        fc.integer(),
        fc.double(),
        fc.constantFrom(null, true, [], {}, { a: 1 }, [1, { b: 2 }], '7px'),
      ),
    ),
    `[require('util').format(input[0], input[1]), require('util').format(input[1], input[0])]`,
  ],
  'copies data': [fc.jsonValue(), `structuredClone(input)`],
};

describe('what is here and in Node', () => {
  for (const [name, [arbitrary, expression]] of Object.entries(cases)) {
    it(name, async () => {
      const inputs = fc.sample(arbitrary, { numRuns: 150, seed: 20 });
      const inside = await evaluateInside(expression, inputs);
      for (const [index, input] of inputs.entries()) {
        const wanted = await inNode(expression, input);
        assert.deepEqual({ input, ...bare(inside[index]) }, { input, ...bare(wanted) });
      }
    });
  }
});

async function inNode(expression: string, input: unknown): Promise<Evaluated> {
  const evaluate = vm.runInThisContext(`(async (input, require) => ${evaluating(expression)})`);
  const evaluated: Evaluated = await evaluate(
    JSON.parse(JSON.stringify(input)),
    createRequire(import.meta.url),
  );
  return JSON.parse(JSON.stringify(evaluated));
}

/** The words of an error may differ, its name may not. */
function bare(evaluated: Evaluated | undefined): object {
  if (evaluated === undefined || 'value' in evaluated) return { ...evaluated };
  return { error: evaluated.error.replace(/:.*/s, '') };
}
