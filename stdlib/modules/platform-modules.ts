import type { LibraryGlobal, LibraryModule } from './library-module.ts';

/** What Node brings along, and the packages that need nothing but that. */
export const platformModules: readonly LibraryModule[] = [
  packaged('assert', '2.1.0', 'Assertions; `assert.strict` included.', 'assert/'),
  packaged('async', '3.2.6', 'Control of callbacks.', 'async'),
  {
    ...file('bcrypt', 'Hashes of passwords, of at most 12 rounds.'),
    aliases: ['bcrypt-nodejs', 'native-bcrypt'],
    version: '2.4.3',
  },
  packaged('bcryptjs', '2.4.3', 'Hashes of passwords in plain JavaScript.', 'bcryptjs'),
  { ...packaged('bluebird', '3.7.2', 'Promises.', 'bluebird'), aliases: ['native-or-bluebird'] },
  file('buffer', 'Buffer, atob and btoa; encodings as in Node.'),
  file(
    'crypto',
    'Hashes, HMAC, random numbers, ciphers (AES), signatures (RSA, PSS, ECDSA, Ed25519), key derivation and keys; of Web Crypto the random numbers and `subtle.digest`.',
  ),
  packaged('events', '3.3.0', 'EventEmitter.', 'events/'),
  packaged('extend', '3.0.2', 'Copies of records.', 'extend'),
  file('ip', 'Addresses and ranges: `ip(address).in_range(ranges)`.'),
  packaged('ipaddr.js', '2.5.0', 'IPv4 and IPv6 addresses and ranges.', 'ipaddr.js'),
  { ...file('js-yaml', 'YAML; `safeLoad` and `safeDump` of old versions too.'), version: '4.3.2' },
  {
    ...file('jsonwebtoken', 'Tokens: sign, verify and decode; `expiresInMinutes` of old versions too.'),
    version: '9.0.3',
    // Nobody pipes into a signature, and a stream takes a millisecond to load in every login.
    replaces: { stream: 'events' },
  },
  {
    ...file('lodash', 'Lists, records and texts; `pluck`, `contains` and their like of old versions too.'),
    version: '4.18.1',
  },
  packaged('moment', '2.31.0', 'Dates.', 'moment'),
  packaged('moment-timezone', '0.6.6', 'Dates in time zones.', 'moment-timezone'),
  packaged('oauth-sign', '0.9.0', 'Signatures of OAuth 1.0.', 'oauth-sign'),
  file('os', 'Constants: the machine is not shown.'),
  { ...file('path', 'Paths as texts; there are no files.'), aliases: ['path/posix'] },
  file('pbkdf2', 'Keys from passwords.'),
  packaged('punycode', '1.4.1', 'International domain names.', 'punycode/'),
  packaged('q', '1.5.1', 'Promises.', 'q'),
  packaged('qs', '6.17.1', 'Query strings with nesting.', 'qs'),
  file('querystring', 'Query strings as in Node.'),
  packaged('stream', '3.0.0', 'Streams within the rule.', 'stream-browserify'),
  packaged('string_decoder', '1.3.0', 'Bytes to text, piece by piece.', 'string_decoder/'),
  file('structured-clone', 'The function `structuredClone`.'),
  file('text-encoding', 'TextEncoder, and TextDecoder for UTF-8, UTF-16LE and Latin-1.'),
  file('timers', 'The timers of the platform.'),
  file('timers/promises', '`setTimeout` and `setImmediate` as promises.'),
  {
    ...file('url', '`url.parse` and its companions; URL and URLSearchParams.'),
    replaces: { qs: 'querystring' },
  },
  { ...file('util', 'inspect, format, promisify, inherits, types and more.'), version: '0.12.5' },
  {
    ...file('uuid', 'Identifiers of versions 1, 3, 4 and 5; the module itself makes version 4.'),
    version: '8.3.2',
  },
  { ...file('whatwg-url', 'URL and URLSearchParams.'), version: '14.2.0' },
  packaged('xml2js', '0.6.2', 'XML to records and back.', 'xml2js'),
  { ...packaged('xmldom', '0.8.15', 'XML as a tree.', '@xmldom/xmldom'), aliases: ['@xmldom/xmldom'] },
  packaged('xpath', '0.0.34', 'Paths into XML.', 'xpath'),
  packaged('xtend', '4.0.2', 'Copies of records.', 'xtend'),
];

/** Global names of the platform, and those of libraries that Auth0 gave to every rule. */
export const platformGlobals: readonly LibraryGlobal[] = [
  { name: 'Buffer', module: 'buffer', property: 'Buffer' },
  { name: 'atob', module: 'buffer', property: 'atob' },
  { name: 'btoa', module: 'buffer', property: 'btoa' },
  { name: 'TextEncoder', module: 'text-encoding', property: 'TextEncoder' },
  { name: 'TextDecoder', module: 'text-encoding', property: 'TextDecoder' },
  { name: 'URL', module: 'whatwg-url', property: 'URL' },
  { name: 'URLSearchParams', module: 'whatwg-url', property: 'URLSearchParams' },
  { name: 'structuredClone', module: 'structured-clone' },
  { name: 'crypto', module: 'crypto' },
  { name: '_', module: 'lodash' },
  { name: 'async', module: 'async' },
  { name: 'bcrypt', module: 'bcrypt' },
  { name: 'ip', module: 'ip' },
  { name: 'jwt', module: 'jsonwebtoken' },
  { name: 'pbkdf2', module: 'pbkdf2' },
  { name: 'q', module: 'q' },
  { name: 'querystring', module: 'querystring' },
  { name: 'uuid', module: 'uuid' },
  { name: 'xml2js', module: 'xml2js' },
  { name: 'xmldom', module: 'xmldom' },
  { name: 'xpath', module: 'xpath' },
  { name: 'xtend', module: 'xtend' },
];

function file(name: string, summary: string): LibraryModule {
  return { name, summary, source: { kind: 'file', entry: `${name.replace('/', '-')}.ts` } };
}

function packaged(name: string, version: string, summary: string, entry: string): LibraryModule {
  return { name, version, summary, source: { kind: 'package', entry } };
}
