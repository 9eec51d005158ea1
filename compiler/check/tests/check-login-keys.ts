import { type Data, type Diagnostic, type Span, suggest } from '../../../grammar/index.ts';
import { instantOf, LOGIN_NAMES, scalar } from '../../../stdlib/index.ts';
import type { World } from '../check.ts';
import { badMoment, unknownLoginField } from '../messages/check-test-messages.ts';
import { checkLoginValue } from './check-login-value.ts';
import { stepsOf } from './login-data.ts';
import { type Places, placesOf } from './places-of.ts';

/** The keys of an abbreviated login, as docs/REPORT.md describes them. */
export const LOGIN_KEYS = [
  'user',
  'app',
  'connection',
  'organization',
  'event',
  'protocol',
  'at',
  'ip',
  'country',
  'query',
  'scopes',
  'roles',
  'methods',
  'mfa',
  'risk',
  'logins',
  'count',
  'returned',
  'context',
] as const;

const KNOWN = `a login has ${LOGIN_KEYS.map((key) => `\`${key}\``).join(', ')}`;

/** Keys of a test's login that are none of a login, and that stand for another login. */
const LIKE = ['like', 'without'];

/**
 * Checks the keys of an abbreviated login, that its `at` is a moment, and that fields which the language knows have the
 * shape of their type. Directories send all sorts of fields, so that below the first keys only a slip is told: a name
 * that is nearly one of the language.
 */
export function checkLoginKeys(
  login: Data,
  attributes: World['attributes'],
  report: (diagnostic: Diagnostic) => void,
): void {
  if (login.kind !== 'record') return;
  for (const { name, value } of login.fields) {
    const { text: key, span } = name;
    if (LIKE.includes(key)) continue;
    if (!LOGIN_KEYS.some((known) => known === key)) {
      const ofUser = new Set(LOGIN_NAMES.get('user')?.children.keys() ?? []);
      const [step = '', ...below] = stepsOf(key);
      if (below.length > 0 && LOGIN_KEYS.some((known) => known === step)) {
        const help = `write keys inside each other: \`${step}: ${below.reduceRight((inner, name) => `{ ${name}: ${inner} }`, '…')}\``;
        report(unknownLoginField({ key, span, suggestion: null, help }));
        continue;
      }
      const near = ofUser.has(key) ? key : suggest(key, [...LOGIN_KEYS, ...ofUser]);
      const suggestion = near !== null && ofUser.has(near) ? `user.${near}` : near;
      report(unknownLoginField({ key, span, suggestion, help: KNOWN }));
    } else if (key === 'at') checkMoment(value, report);
    else if (key === 'ip' || key === 'country') checkLoginValue(value, { type: scalar(key) }, key, report);
    else if (key === 'user') checkBelow(value, placesOf('user', attributes), 'user', report);
    else if (key === 'context') checkBelow(value, placesOf('context', attributes), 'context', report);
    else if (['app', 'connection', 'organization'].includes(key)) checkBelow(value, NAMED, key, report);
  }
}

/** Checks that data is a moment as `at` needs it: with its offset, or in milliseconds. */
export function checkMoment(data: Data, report: (diagnostic: Diagnostic) => void): void {
  const text = data.kind === 'text' ? data.text : '';
  const isNumber = data.kind === 'text' && !data.isQuoted && /^\d{11,}$/.test(text);
  const hasOffset = /\dT?.*:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  if (isNumber || (hasOffset && instantOf(text) !== undefined)) return;
  report(badMoment({ text: data.kind === 'text' ? text : 'this', span: data.span }));
}

const NAMED: Places = new Map(
  ['name', 'id', 'strategy', 'metadata'].map((name) => [name, { type: null, below: new Map() }]),
);

function checkBelow(
  data: Data,
  places: Places,
  inside: string,
  report: (diagnostic: Diagnostic) => void,
): void {
  if (data.kind !== 'record' || places.size === 0) return;
  for (const { name, value } of data.fields) {
    const place = places.get(name.text);
    const whole = `${inside}.${name.text}`;
    if (place !== undefined) {
      checkLoginValue(value, place, whole, report);
      checkBelow(value, place.below, whole, report);
    } else reportSlip(name.text, whole, name.span, { places, inside }, report);
  }
}

function reportSlip(
  name: string,
  key: string,
  span: Span,
  { places, inside }: { readonly places: Places; readonly inside: string },
  report: (diagnostic: Diagnostic) => void,
): void {
  const near = suggest(name, places.keys());
  const isSlip =
    near !== null && name.length > 3 && Math.abs(near.length - name.length) < 2 && near[0] === name[0];
  if (isSlip) report(unknownLoginField({ key, span, suggestion: `${inside}.${near}`, help: '' }));
}
