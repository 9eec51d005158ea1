import { displayText } from '../../grammar/index.ts';
import type { GivenLookUp, Report } from '../../runtime/index.ts';
import type { Clock } from '../generate/clock-of.ts';
import type { GivenAnswers } from '../look-ups/given-answers.ts';
import { abbreviateLogin } from './abbreviate-login.ts';
import { type Fields, isRecord } from './fields.ts';
import type { TimedLogin } from './timed-login.ts';

/**
 * One plain sentence, without full stop: what becomes of a login and because of which rule, then all that the login
 * says: `this person gets in, since no rule objects: e-mail eve@evil.test, not verified, app hr, on Wednesday 2026-11-25
 * at 12:00 (UTC)`. The moment is left out where nobody reads the clock.
 */
export function describeLogin(login: TimedLogin, report: Report, clock: Clock = 'read'): string {
  const { user, at: _, ...keys } = abbreviateLogin(login);
  const known = [
    ...describeUser(isRecord(user) ? user : {}),
    ...describeKeys(keys),
    ...describeAnswers(login.answers),
  ];
  const facts = known.length === 0 ? ['nothing else is known'] : known;
  const told = clock === 'read' ? [...facts, describeMoment(login.now)] : facts;
  return displayText(`${describeOutcome(report)}: ${told.join(', ')}`);
}

/** What became of a login and who decided: `this person is refused by the rule \`staff-only\``. */
function describeOutcome({ outcome, by }: Report): string {
  const rule = by === null ? '' : `by the rule \`${by}\``;
  switch (outcome) {
    case 'allow':
      return by === null ? 'this person gets in, since no rule objects' : `this person is let in ${rule}`;
    case 'deny':
      return `this person is refused ${rule}`.trimEnd();
    case 'challenge':
      return `this person is asked for a second factor ${rule}`.trimEnd();
    case 'redirect':
      return `this person is sent to another page ${rule}`.trimEnd();
    case 'failure':
      return `the login of this person fails${by === null ? '' : ` in the rule \`${by}\``}`;
  }
}

function describeUser(user: Fields): readonly string[] {
  const { email, email_verified: verified, groups, roles, ...rest } = user;
  const isKnown = typeof verified === 'boolean';
  return [
    ...(email === undefined ? [] : [`e-mail ${bare(email)}`]),
    ...(isKnown ? [verified ? 'verified' : 'not verified'] : leaves('user.email_verified', verified)),
    ...members('user.groups', groups, 'group'),
    ...members('user.roles', roles, 'role'),
    ...Object.entries(rest).flatMap(([name, value]) => leaves(`user.${name}`, value)),
  ];
}

/** The keys that tests have beside `user`, each as people say it. */
function describeKeys(keys: Fields): readonly string[] {
  return Object.entries(keys).flatMap(([key, value]) => {
    switch (key) {
      case 'ip':
        return [`from ${bare(value)}`];
      case 'country':
        return [`in the country ${bare(value)}`];
      case 'event':
        return ENTRIES.get(value) ?? [];
      case 'scopes':
        return [`asking for ${bare(value)}`];
      case 'mfa':
        return [
          value === true ? 'a second factor given just now' : `a second factor given at ${bare(value)}`,
        ];
      case 'logins':
        return [`sign-in number ${bare(value)}`];
      case 'methods':
        return [describeMethods(value)];
      case 'roles':
        return members('roles', value, 'role');
      case 'context':
        return isRecord(value) ? Object.entries(value).flatMap(([name, field]) => leaves(name, field)) : [];
      default:
        return describeNamed(key, value);
    }
  });
}

/** What look-ups say, place by place, and what counters stand at. */
function describeAnswers(answers: GivenAnswers = {}): readonly string[] {
  return Object.entries(answers).flatMap(([name, given]) => describeAnswer(name, given));
}

function describeAnswer(name: string, given: GivenLookUp): readonly string[] {
  switch (given.kind) {
    case 'value':
      return leaves(name, given.value);
    case 'missing':
      return [`nothing from ${name}`];
    case 'failed':
      return [`no answer from ${name}`];
  }
}

/** How people say that a login comes in in another way than most. */
const ENTRIES: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['silent', ['silently, without a page']],
  ['refresh', ['by a refresh token']],
  ['redirect_resume', ['back from another page']],
  ['token_exchange', ['by an exchange of tokens']],
  ['delegation', ['by delegation']],
]);

function describeMethods(methods: unknown): string {
  const told = (Array.isArray(methods) ? methods : []).map((method: unknown) =>
    isRecord(method) && method.timestamp !== undefined
      ? `${bare(method.name)} at ${bare(method.timestamp)}`
      : bare(method),
  );
  return told.length === 0 ? 'with no method of authentication' : `signed in with ${told.join(' and ')}`;
}

/** `app hr`, `app with the id aBcD1234`, `app hr with the id aBcD1234`; more than that place by place. */
function describeNamed(key: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return [`${key} ${bare(value)}`];
  const { name, ...rest } = isRecord(value) ? value : {};
  const others = Object.entries(rest).filter(([, other]) => typeof other === 'string');
  if (!isRecord(value) || others.length < Object.keys(rest).length || others.length > 1)
    return leaves(key, value);
  const known = name === undefined ? [key] : [key, bare(name)];
  return [[...known, ...others.map(([what, other]) => `with the ${what} ${bare(other)}`)].join(' ')];
}

/** `in no group`, `in the groups A and B`, `with the role C`. */
function members(name: string, value: unknown, noun: 'group' | 'role'): readonly string[] {
  const preposition = noun === 'group' ? 'in' : 'with';
  if (!Array.isArray(value) || !value.every((member) => typeof member === 'string'))
    return leaves(name, value);
  if (value.length === 0) return [`${preposition} no ${noun}`];
  return [`${preposition} the ${noun}${value.length === 1 ? '' : 's'} ${value.map(bare).join(' and ')}`];
}

/** Every value below a name: `user.app_metadata.plan "pro"`. */
function leaves(name: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (isRecord(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([step, member]) => leaves(`${name}.${step}`, member));
  }
  return [`${name} ${show(value)}`];
}

/** A text that reads as one word stays without quotes. */
function bare(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(bare).join(' and ');
  if (isRecord(value) && typeof value.name === 'string') return bare(value.name);
  return typeof value === 'string' && /^[^\s"',]+$/.test(value) ? value : show(value);
}

function show(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null) return 'left empty';
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  return JSON.stringify(value);
}

/** `on Wednesday 2026-11-25 at 13:00 (UTC)`, with seconds where there are any. */
function describeMoment(now: number): string {
  const at = new Date(now);
  if (Number.isNaN(at.getTime())) return 'at no moment of the calendar';
  const [date = '', time = ''] = at.toISOString().split('T');
  const clock = time
    .replace(/Z$/, '')
    .replace(/\.000$/, '')
    .replace(/:00$/, '');
  return `on ${DAYS[at.getUTCDay()]} ${date} at ${clock} (UTC)`;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
