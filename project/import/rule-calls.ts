import type { RuleUses } from './import-report.ts';

/** Whether a rule has anything with which it could call a host. */
export function callsOut({ modules, globals }: Pick<RuleUses, 'modules' | 'globals'>, text: string): boolean {
  const names = [...modules.map(bareName), ...globals];
  return names.some((name) => SERVICE_NAMES.has(name) || name === 'auth0') || /\bfetch\s*\(/.test(text);
}

/** Whether it calls a service, which policies can, and not the interface that manages profiles. */
export function callsService(text: string, { modules, globals }: RuleUses): boolean {
  const others = globals.filter((name) => name !== 'auth0');
  return callsOut({ modules, globals: others }, text) && !managesUsers(text, modules);
}

/**
 * Whether a rule does what no policy can: it works with ciphers and the like, asks the interface that manages profiles, or
 * shares something with later logins.
 */
export function needsJavaScript(text: string, { modules, globals }: RuleUses): boolean {
  const isTicket = (name: string) => TICKET_NAMES.has(name) && REDIRECT.test(text);
  const isPlain = (name: string) => PLAIN_MODULES.has(name) || SERVICE_NAMES.has(name) || isTicket(name);
  const isSaid =
    modules.map(bareName).every(isPlain) &&
    globals.every((name) => !COMPUTING_GLOBALS.has(name) || isTicket(name));
  return !isSaid || managesUsers(text, modules) || OUTSIDE.test(text);
}

function managesUsers(text: string, modules: readonly string[]): boolean {
  return modules.map(bareName).includes('auth0') || /\bauth0\.(?:baseUrl|domain|accessToken)\b/.test(text);
}

/** `lodash` of `lodash@4.17.10`, `url` of `node:url`. */
function bareName(name: string): string {
  return name.replace(/^node:/, '').replace(/(?<=.)@.*$/, '');
}

const OUTSIDE = /\bapi\.(?:cache|samlResponse)\b|\bsamlConfiguration\b|\bglobal\s*[.[]/;
/** The sign of a rule that sends people elsewhere. */
export const REDIRECT = /\bcontext\.redirect\s*=(?!=)|\bsendUserTo\s*\(/;

/** With these a rule calls hosts, as look-ups, calls and notifications of a policy do. */
const SERVICE_NAMES: ReadonlySet<string> = new Set([
  'axios',
  'cross-fetch',
  'fetch',
  'http',
  'https',
  'isomorphic-fetch',
  'lintel',
  'node-fetch',
  'request',
  'request-promise',
  'request-promise-native',
  'slack-notify',
]);

/** With these it signs what a redirect takes along, and reads what comes back. */
const TICKET_NAMES: ReadonlySet<string> = new Set(['@auth0/rule-utilities', 'jsonwebtoken', 'jwt', 'uuid']);

/** What these do, sentences of a policy can say, or need not. */
const PLAIN_MODULES: ReadonlySet<string> = new Set([
  'async',
  'bluebird',
  'extend',
  'ip',
  'ipaddr.js',
  'lodash',
  'moment',
  'moment-timezone',
  'native-or-bluebird',
  'q',
  'qs',
  'querystring',
  'url',
  'util',
  'xtend',
]);

const COMPUTING_GLOBALS: ReadonlySet<string> = new Set([
  'bcrypt',
  'crypto',
  'jwt',
  'pbkdf2',
  'uuid',
  'xml2js',
  'xmldom',
  'xpath',
]);
