import type { LoginField } from './login.ts';
import { type Field, listOf, scalar, type Type } from './type.ts';

/** One name of a login with all its steps, such as `request.ip`. */
export interface LoginRow {
  readonly name: string;
  readonly field: LoginField | null;
  readonly open: boolean;
  readonly resultOnly: boolean;
  readonly summary: string;
}

const text = scalar('text');
const texts = listOf(text);
const yesNo = scalar('yes/no');
const number = scalar('number');
const instant = scalar('instant');
const anyRecord: Type = { kind: 'record', fields: new Map(), open: true };

const identity: Type = {
  kind: 'record',
  open: false,
  fields: new Map<string, Field>([
    ['provider', { type: text, summary: 'The kind of identity provider.', example: 'google-oauth2' }],
    ['connection', { type: scalar('connection'), summary: 'The connection.', example: 'google-oauth2' }],
    ['user_id', { type: text, summary: 'The id at that provider.', example: '112233' }],
    ['isSocial', { type: yesNo, summary: 'Whether it is a social account.', example: true }],
    [
      'profileData',
      { type: anyRecord, summary: 'The profile of a linked account.', example: { name: 'Ada Lovelace' } },
    ],
  ]),
};

/** The names of a login: what each is called, where it stands, what it holds. */
export const LOGIN_FIELDS: readonly LoginRow[] = [
  row('user', 'The person who signs in.', anyRecord, { email: 'ada@example.com' }, 'user'),
  row(
    'user.user_id',
    'The id of the user, provider included.',
    text,
    'auth0|5f7c8ec7c33c6c004bbafe82',
    'user',
  ),
  row('user.email', 'The e-mail address.', scalar('email'), 'ada@example.com', 'user'),
  row('user.email_verified', 'Whether the address is known to be theirs.', yesNo, true, 'user'),
  row('user.username', 'The user name, where a connection has user names.', text, 'ada', 'user'),
  row('user.name', 'The full name.', text, 'Ada Lovelace', 'user'),
  row('user.nickname', 'The nickname.', text, 'ada', 'user'),
  row('user.given_name', 'The given name.', text, 'Ada', 'user'),
  row('user.family_name', 'The family name.', text, 'Lovelace', 'user'),
  row('user.picture', 'The address of a picture.', scalar('url'), 'https://cdn.example.com/ada.png', 'user'),
  row('user.phone_number', 'The phone number.', text, '+4930123456', 'user'),
  row('user.phone_verified', 'Whether the number is known to be theirs.', yesNo, true, 'user'),
  row('user.created_at', 'When the user was created.', instant, '2026-01-07T09:30:00.000Z', 'user'),
  row(
    'user.updated_at',
    'When the user last changed; mostly the last login.',
    instant,
    '2026-11-22T08:00:00.000Z',
    'user',
  ),
  row(
    'user.last_password_reset',
    'When the password last changed.',
    instant,
    '2026-06-01T12:00:00.000Z',
    'user',
  ),
  row('user.multifactor', 'The second factors that the user has set up.', texts, ['guardian'], 'user'),
  row(
    'user.identities',
    'The accounts of the user; the first is the primary one.',
    listOf(identity),
    [{ provider: 'auth0', connection: 'employees', user_id: '5f7c8ec7', isSocial: false }],
    'user',
  ),
  row('user.groups', 'The groups that the directory sent.', listOf(scalar('group')), ['HR Managers'], 'user'),
  row('user.roles', 'The roles that stand in the profile.', listOf(scalar('role')), ['editor'], 'user'),
  row('user.permissions', 'The permissions that stand in the profile.', texts, ['read:reports'], 'user'),
  row('user.locale', 'The language and region of the user.', text, 'en-GB', 'user'),
  row('user.blocked', 'Whether an administrator blocked the user.', yesNo, false, 'user'),
  row('user.last_ip', 'The address of the last login.', scalar('ip'), '203.0.113.7', 'user'),
  row('user.last_login', 'When the last login was.', instant, '2026-11-21T17:45:00.000Z', 'user'),
  row('user.logins_count', 'How often the user signed in.', number, 42, 'user'),
  open(
    'user.user_metadata',
    'What the user may change: preferences and the like.',
    { theme: 'dark' },
    'user',
  ),
  open(
    'user.app_metadata',
    'What only administrators change: plans, flags and the like.',
    { plan: 'pro' },
    'user',
  ),
  row(
    'app',
    'The application, by its name or its id; as a value, its name.',
    scalar('app'),
    'hr',
    'clientName',
    'clientID',
  ),
  row('app.id', 'The id of the application.', text, 'aBcD1234eFgH5678', 'clientID'),
  open('app.metadata', 'What is noted about the application.', { tier: 'internal' }, 'clientMetadata'),
  row(
    'connection',
    'The connection that the user came through.',
    scalar('connection'),
    'employees',
    'connection',
  ),
  row('connection.strategy', 'The kind of the connection.', text, 'waad', 'connectionStrategy'),
  open('connection.metadata', 'What is noted about the connection.', { region: 'eu' }, 'connectionMetadata'),
  row('organization', 'The name of the organization.', scalar('organization'), 'acme', 'organization.name'),
  row(
    'organization.id',
    'The id of the organization.',
    scalar('organization'),
    'org_1a2b3c4d',
    'organization.id',
  ),
  derived(
    'event',
    'How the login comes in: login, silent, refresh, redirect_resume, token_exchange or delegation.',
    text,
    'login',
    'entryOf',
    ['protocol', 'request.query.prompt'],
  ),
  row('request.ip', 'The address that the request came from.', scalar('ip'), '203.0.113.7', 'request.ip'),
  row(
    'request.country',
    'The country of the address, two letters.',
    scalar('country'),
    'DE',
    'request.geoip.country_code',
  ),
  row('request.city', 'The city of the address.', text, 'Berlin', 'request.geoip.city_name'),
  row(
    'request.continent',
    'The continent of the address, two letters.',
    text,
    'EU',
    'request.geoip.continent_code',
  ),
  row('request.timezone', 'The time zone of the address.', text, 'Europe/Berlin', 'request.geoip.time_zone'),
  row('request.user_agent', 'The browser or program that asks.', text, 'Mozilla/5.0', 'request.userAgent'),
  row(
    'request.language',
    'The languages that the browser prefers.',
    text,
    'de-DE,de;q=0.9',
    'request.language',
  ),
  row(
    'request.hostname',
    'The host that the request went to.',
    scalar('domain'),
    'login.example.com',
    'request.hostname',
  ),
  open('request.query', 'What stands after the `?` of the request.', { scope: 'openid' }, 'request.query'),
  open('request.body', 'What was posted with the request.', { grant_type: 'password' }, 'request.body'),
  row('login.count', 'How often the user signed in, this time included.', number, 7, 'stats.loginsCount'),
  derived('login.methods', 'How the user proved who they are.', texts, ['pwd', 'mfa'], 'methodNames', [
    'authentication.methods',
  ]),
  derived('login.used_mfa', 'Whether a second factor was given.', yesNo, true, 'usedMfa', [
    'authentication.methods',
  ]),
  derived('login.mfa_at', 'When the second factor was given.', instant, '2026-11-22T08:00:00Z', 'mfaAt', [
    'authentication.methods',
  ]),
  row(
    'risk.level',
    'How sure the provider is that all is well: low, medium, high or neutral.',
    text,
    'high',
    'riskAssessment.confidence',
  ),
  row(
    'roles',
    'The roles that the provider granted.',
    listOf(scalar('role')),
    ['editor'],
    'authorization.roles',
  ),
  derived(
    'scopes',
    'The scopes that the application asks for.',
    listOf(scalar('scope')),
    ['openid'],
    'splitScopes',
    ['request.query.scope'],
  ),
  row('session.id', 'The id of the session.', text, 'jYA5wG4bK2', 'sessionID'),
  row('protocol', 'The protocol of the login.', text, 'oidc-basic-profile', 'protocol'),
  row(
    'primary_user',
    'The id of the user that this one is linked to.',
    text,
    'auth0|5f7c8ec7',
    'primaryUser',
  ),
  open(
    'returned',
    'What the site signed that the login was sent to, once the login is back from there.',
    { accepted: 'yes' },
    'returned',
  ),
  clock('now', 'The moment of this login.', instant, '2026-11-22T11:00:00Z'),
  clock('today', 'The date of this login, in the time zone of the policy.', scalar('date'), '2026-11-22'),
  open('context', 'Anything else that came with the login.', { tenant: 'acme' }, ''),
  result('claims', 'The claims of the tokens.', true),
  result('outcome', 'How the run ended: allow, deny, challenge, redirect or failure.', false),
  result('mfa', 'Whether a second factor is demanded.', false),
  result('by', 'The rule that decided.', false),
];

/** A field; `place` is `user`, whose fields are called as they stand there, or a path in the context. */
function row(
  name: string,
  summary: string,
  type: Type,
  example: unknown,
  place: string,
  alias?: string,
): LoginRow {
  const root = place === 'user' ? 'user' : 'context';
  const path = root === 'user' ? name.split('.').slice(1) : stepsOf(place);
  const known = alias === undefined ? {} : { alias: stepsOf(alias) };
  const field: LoginField = { kind: 'field', type, summary, example, root, path, ...known };
  return { name, field, open: false, resultOnly: false, summary };
}

/** A record below which any name is allowed. */
function open(name: string, summary: string, example: unknown, place: string): LoginRow {
  return { ...row(name, summary, anyRecord, example, place), open: true };
}

/** What a library function makes of places in the context. */
function derived(
  name: string,
  summary: string,
  type: Type,
  example: unknown,
  maker: string,
  places: readonly string[],
): LoginRow {
  const from = places.map((place) => ({ root: 'context', path: stepsOf(place) }) as const);
  const field: LoginField = { kind: 'derived', type, summary, example, function: maker, from };
  return { name, field, open: false, resultOnly: false, summary };
}

function clock(what: 'now' | 'today', summary: string, type: Type, example: unknown): LoginRow {
  return {
    name: what,
    field: { kind: 'clock', what, type, summary, example },
    open: false,
    resultOnly: false,
    summary,
  };
}

/** A part of the final result. */
function result(name: string, summary: string, isOpen: boolean): LoginRow {
  return { name, field: null, open: isOpen, resultOnly: true, summary };
}

function stepsOf(place: string): readonly string[] {
  return place === '' ? [] : place.split('.');
}
