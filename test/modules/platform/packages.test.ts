import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { valueInside } from './use-library.ts';

/** What rules do with each of them. */
const uses: Readonly<Record<string, readonly [expression: string, value: unknown]>> = {
  'lodash, by its global name': [`_.pick({ a: 1, b: 2 }, ['a'])`, { a: 1 }],
  'lodash of any version': [`require('lodash@4.17.19').get({ a: { b: 1 } }, 'a.b')`, 1],
  moment: [
    `require('moment@2.11.2')('2020-02-28T00:00:00Z').add(2, 'days').toISOString()`,
    '2020-03-01T00:00:00.000Z',
  ],
  'moment-timezone': [
    `require('moment-timezone')('2020-07-04T12:00:00Z').tz('America/New_York').format('dddd HH:mm Z')`,
    'Saturday 08:00 -04:00',
  ],
  'async, by its global name': [
    `await new Promise((resolve) => async.waterfall([(next) => next(null, 1), (one, next) => setTimeout(next, 1, null, one + 1)], (error, two) => resolve(two)))`,
    2,
  ],
  bluebird: [`await require('bluebird').resolve([1, 2]).map((one) => one * 2).delay(1)`, [2, 4]],
  'native-or-bluebird': [`await require('native-or-bluebird@1.2.0').resolve(1)`, 1],
  q: [`await q.all([q(1), q.delay(1).thenResolve(2)])`, [1, 2]],
  'xmldom and xpath': [
    `xpath.select("string(//*[local-name()='mail'])", new xmldom.DOMParser().parseFromString('<u xmlns="urn:x"><mail>a@b</mail></u>'))`,
    'a@b',
  ],
  '@xmldom/xmldom': [
    `new (require('@xmldom/xmldom').XMLSerializer)().serializeToString(new (require('xmldom').DOMParser)().parseFromString('<a b="1"/>'))`,
    '<a b="1"/>',
  ],
  xml2js: [
    `await new Promise((resolve) => require('xml2js').parseString('<a x="1"><b>2</b></a>', (error, value) => resolve(value)))`,
    { a: { $: { x: '1' }, b: ['2'] } },
  ],
  'xml2js, to XML': [
    `new xml2js.Builder({ headless: true }).buildObject({ a: { b: 1 } }).replace(/\\s/g, '')`,
    '<a><b>1</b></a>',
  ],
  'ipaddr.js': [
    `require('ipaddr.js').parse('192.168.1.7').match(require('ipaddr.js').parseCIDR('192.168.0.0/16'))`,
    true,
  ],
  ip: [
    `[ip('10.1.2.3').in_range(['192.168.0.0/16', '10.0.0.0/8']), ip('8.8.8.8').in_range('10.0.0.0/8')]`,
    [true, false],
  ],
  'ip, which reads no octal numbers': [`ip('010.0.0.1').in_range(['8.0.0.0/8', '10.0.0.0/8'])`, false],
  'ip, with IPv6': [
    `[ip('::ffff:10.0.0.1').in_range('10.0.0.0/8'), ip('2001:db8::1').in_range('2001:db8::/32')]`,
    [true, true],
  ],
  'ip, where nothing is an address': [`ip('nobody').in_range(['10.0.0.0/x', '', null])`, false],
  'js-yaml, old and new': [
    `[require('js-yaml').safeLoad('a: [1]'), require('js-yaml').dump({ a: 1 })]`,
    [{ a: [1] }, 'a: 1\n'],
  ],
  xtend: [`xtend({ a: 1 }, { b: 2 })`, { a: 1, b: 2 }],
  extend: [`require('extend')(true, { a: { b: 1 } }, { a: { c: 2 } })`, { a: { b: 1, c: 2 } }],
  qs: [`require('qs').stringify({ a: { b: [1, 2] } }, { encode: false })`, 'a[b][0]=1&a[b][1]=2'],
  'oauth-sign': [
    `require('oauth-sign').hmacsign('GET', 'https://x', { a: 1 }, 'k', 's')`,
    'UkBrj1jrVPdowqhVUxJUaUUamyY=',
  ],
  'uuid, called': [
    `[uuid(), require('uuid').v4(), uuid.v1()].map((id) => uuid.validate(id))`,
    [true, true, true],
  ],
  'uuid of a name': [
    `require('uuid').v5('a', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')`,
    '4f3f2898-69e3-5a0d-820a-c4e87987dbce',
  ],
  bcrypt: [`bcrypt.compareSync('secret', bcrypt.hashSync('secret', 4))`, true],
  'bcrypt, later': [
    `await new Promise((resolve) => bcrypt.hash('secret', 4, (error, hash) => bcrypt.compare('other', hash, (_, same) => resolve(same))))`,
    false,
  ],
  pbkdf2: [
    `await new Promise((resolve) => pbkdf2.pbkdf2('a', 'b', 10, 8, 'sha256', (error, key) => resolve(key.toString('hex'))))`,
    '8035ce8e3b671cc3',
  ],
};

const platform: Readonly<Record<string, readonly [expression: string, value: unknown]>> = {
  events: [
    `(() => { const seen = []; const emitter = new (require('events'))(); emitter.once('a', (one) => seen.push(one)); emitter.emit('a', 1); emitter.emit('a', 2); return seen; })()`,
    [1],
  ],
  'util.promisify': [`await require('util').promisify((one, done) => done(null, one + 1))(1)`, 2],
  'util.promisify of a timer': [`await require('util').promisify(setTimeout)(1, 'late')`, 'late'],
  'util.inherits': [
    `(() => { function A() {} function B() {} B.prototype.b = 1; require('util').inherits(A, B); return new A().b; })()`,
    1,
  ],
  'util.isDeepStrictEqual': [
    `[require('util').isDeepStrictEqual({ a: [1] }, { a: [1] }), require('util').isDeepStrictEqual(1, '1')]`,
    [true, false],
  ],
  'util.format': [
    `require('node:util').format('%s has %d of %j', 'Ada', 2, { a: 1 })`,
    'Ada has 2 of {"a":1}',
  ],
  assert: [
    `[1, 2].map((value) => { try { require('assert').deepStrictEqual({ a: 1 }, { a: value }); return 'equal'; } catch { return 'different'; } })`,
    ['equal', 'different'],
  ],
  stream: [
    `await new Promise((resolve) => { let text = ''; const { Readable, Transform } = require('stream');
      const loud = new Transform({ transform(chunk, _, done) { done(null, String(chunk).toUpperCase()); } });
      const source = new Readable({ read() {} }); source.push('a'); source.push('b'); source.push(null);
      source.pipe(loud).on('data', (chunk) => { text += chunk; }).on('end', () => resolve(text)); })`,
    'AB',
  ],
  string_decoder: [
    `(() => { const decoder = new (require('string_decoder').StringDecoder)('utf8'); return [decoder.write(Buffer.from([0xe2, 0x82])), decoder.write(Buffer.from([0xac]))]; })()`,
    ['', '€'],
  ],
  punycode: [`require('punycode/').toASCII('mañana.com')`, 'xn--maana-pta.com'],
  os: [`require('os').EOL`, '\n'],
  path: [`require('path').join('a', '..', 'b')`, 'b'],
  'timers/promises': [`await require('timers/promises').setTimeout(1, 'late')`, 'late'],
  'url, with its classes': [
    `new (require('url').URL)('/b', 'https://a.example').href`,
    'https://a.example/b',
  ],
  'url.format of an address': [
    `require('url').format(new URL('https://u:p@a.example/b?c#d'), { auth: false, fragment: false })`,
    'https://a.example/b?c',
  ],
  'the domains of other scripts': [
    `[new URL('https://mañana.com').host, require('url').domainToUnicode('xn--maana-pta.com')]`,
    ['xn--maana-pta.com', 'mañana.com'],
  ],
  'structuredClone of what JSON cannot say': [
    `(() => { const one = { date: new Date(0), map: new Map([[1, new Set([2])]]) }; one.self = one; const copy = structuredClone(one);
      return [copy !== one, copy.self === copy, copy.date.getTime(), copy.map.get(1).has(2)]; })()`,
    [true, true, 0, true],
  ],
  TextEncoder: [`[...new TextEncoder().encode('é')]`, [0xc3, 0xa9]],
  'what is behind the global names': [
    `[crypto === require('crypto'), Buffer === require('buffer').Buffer, querystring === require('querystring')]`,
    [true, true, true],
  ],
};

for (const [title, table] of Object.entries({ 'a package': uses, 'the platform': platform })) {
  describe(title, () => {
    for (const [name, [expression, value]] of Object.entries(table)) {
      it(name, async () => assert.deepEqual(await valueInside(expression), value));
    }
  });
}

describe('what costs too much for a login', () => {
  const refuses = (expression: string, message: RegExp) => assert.rejects(valueInside(expression), message);

  it('is a hash of a password with many rounds', () =>
    refuses(`bcrypt.hashSync('a', 13)`, /13 rounds takes too long/));
  it('is a comparison with such a hash', () =>
    refuses(`bcrypt.compareSync('a', '$2b$31$' + '.'.repeat(53))`, /31 rounds takes too long/));
});
