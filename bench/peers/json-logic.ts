import { LogicEngine } from 'json-logic-engine';
import {
  APPS,
  type App,
  BLOCKED,
  COST_CENTRES,
  DEPARTMENTS,
  DOMAINS,
  MACHINES,
  OLD_BROWSERS,
  PARTNERS,
  PROGRAMS,
  REGIONS,
} from '../hundred-rules/apps.ts';
import { isOpenAt } from '../hundred-rules/by-hand.ts';
import { isInside, rolesIn } from '../hundred-rules/host-functions.ts';
import type { TimedLogin } from '../hundred-rules/logins.ts';
import type { Answer } from '../ten-rules/by-hand.ts';
import { BLOCKED_COUNTRIES, CORPORATE_DOMAINS, GUESTS, type WorkloadLogin } from '../ten-rules/logins.ts';
import type { Peer } from './peer.ts';

/** JSON Logic, built into a function once. What the language lacks are methods of the host. */
export function jsonLogicTenRules(): readonly Peer<WorkloadLogin, Answer>[] {
  const engine = new LogicEngine();
  const guests = new Set(GUESTS);
  addMethod(engine, 'domain', (email) => email.split('@')[1]);
  addMethod(engine, 'isGuest', (email) => guests.has(email));
  addMethod(engine, 'isInternal', (address) => address.startsWith('10.'));
  addMethod(engine, 'isRole', (group) => group.startsWith('role:'));
  const decide = engine.build({ if: [...denials(() => 'deny'), 'allow'] });
  const everything = engine.build({
    if: [...denials((rule) => ({ eachKey: { decision: 'deny', rule } })), { eachKey: ALLOWED }],
  });
  return [
    {
      name: 'json-logic-engine',
      gives: 'decision',
      note: 'no sandbox; decision only',
      decide: (login) => ({ decision: decide(login) }),
    },
    {
      name: 'json-logic-engine, with claims',
      gives: 'everything',
      note: 'no sandbox',
      decide: (login) => everything(login),
    },
  ];
}

const field = (path: string) => ({ var: path });

/** Conditions, and after each what comes of it. */
function denials(denial: (rule: string) => unknown): readonly unknown[] {
  const isStaff = { in: [{ domain: [field('user.email')] }, CORPORATE_DOMAINS] };
  const isHr = { '===': [field('context.clientName'), 'hr'] };
  const conditions = {
    verified: { '!==': [field('user.email_verified'), true] },
    'staff-or-guest': { and: [{ '!': [isStaff] }, { '!': [{ isGuest: [field('user.email')] }] }] },
    country: { in: [field('context.request.geoip.country_code'), BLOCKED_COUNTRIES] },
    'hr-staff': { and: [isHr, { '!': [{ in: ['hr-staff', field('user.groups')] }] }] },
    blocked: { '===': [field('user.app_metadata.blocked'), true] },
    'too-many-logins': { '>': [field('context.stats.loginsCount'), 100000] },
  };
  return Object.entries(conditions).flatMap(([rule, condition]) => [condition, denial(rule)]);
}

const ALLOWED = {
  decision: 'allow',
  mfa: {
    or: [
      {
        and: [
          { in: ['admin', field('user.groups')] },
          { '!': [{ isInternal: [field('context.request.ip')] }] },
        ],
      },
      {
        '!': [
          { in: [field('context.request.geoip.country_code'), field('user.app_metadata.usual_countries')] },
        ],
      },
    ],
  },
  claims: {
    eachKey: {
      'https://acme.example/roles': { filter: [field('user.groups'), { isRole: [field('')] }] },
      'https://acme.example/plan': { '??': [field('user.app_metadata.plan'), 'free'] },
    },
  },
};

/** Adds a method of one text. It depends on nothing else, so the engine may work it out ahead. */
function addMethod(engine: LogicEngine, name: string, method: (text: string) => unknown): void {
  engine.addMethod(name, ([text]: readonly [string]) => method(text), { deterministic: true });
}

/** JSON Logic again: a function for each application. Sets, patterns, schedules and tables are methods of the host. */
export function jsonLogicHundredRules(): Peer<TimedLogin, Answer> {
  const engine = new LogicEngine();
  const [domains, partners] = [new Set(DOMAINS), new Set(PARTNERS)];
  addMethod(engine, 'isStaff', (email) => domains.has(email.split('@')[1] ?? '') || partners.has(email));
  addMethod(engine, 'isInside', isInside);
  addMethod(engine, 'isTeam', (group) => group.startsWith('team-'));
  addMethod(engine, 'teamOf', (group) => group.slice('team-'.length));
  addMatch(engine, 'isMachine', MACHINES);
  addMatch(engine, 'isProgram', PROGRAMS);
  addMatch(engine, 'isOldBrowser', OLD_BROWSERS);
  const tables = { departmentOf: DEPARTMENTS, costCentreOf: COST_CENTRES, regionOf: REGIONS };
  for (const [name, rows] of Object.entries(tables)) {
    const table = new Map(rows);
    addMethod(engine, name, (key) => table.get(key));
  }
  engine.addMethod('isOpenAt', ([name, now]: readonly [string, number]) => isOpenAt(name, now));
  engine.addMethod('rolesIn', ([app, groups]: readonly [string, readonly string[]]) => rolesIn(app, groups));
  for (const { name, pattern } of APPS) addMatch(engine, `isNameOf_${name}`, pattern);
  const functions = new Map(APPS.map((app) => [app.name, engine.build({ if: rulesOf(app) })]));
  return {
    name: 'json-logic-engine, with claims',
    gives: 'everything',
    note: 'no sandbox; the host picks the application',
    decide: ({ login: { user, context }, now }) =>
      functions.get(context.clientName)?.({ user, context, now }),
  };
}

function addMatch(engine: LogicEngine, name: string, pattern: string): void {
  const built = new RegExp(pattern);
  addMethod(engine, name, (text) => built.test(text));
}

/** Conditions, after each what comes of it, and what is left at the end. */
function rulesOf({ name, members, open, whenClosed, whenStrange }: App): readonly unknown[] {
  const not = (condition: unknown) => ({ '!': [condition] });
  const [groups, level] = [field('user.groups'), field('user.app_metadata.level')];
  const [agent, country] = [field('context.request.userAgent'), field('context.request.geoip.country_code')];
  const inside = { isInside: [field('context.request.ip')] };
  const closed = {
    and: [not({ isOpenAt: [open, field('now')] }), not({ in: ['on-call', groups] })],
  };
  const strange = not({ [`isNameOf_${name}`]: [field('user.username')] });
  const denials: Readonly<Record<string, unknown>> = {
    verified: { '!==': [field('user.email_verified'), true] },
    blocked: { '===': [field('user.app_metadata.blocked'), true] },
    country: { in: [country, BLOCKED] },
    'staff-or-partner': not({ isStaff: [field('user.email')] }),
    risky: { '===': [field('user.app_metadata.risk'), 'high'] },
    machines: { and: [not(inside), { isMachine: [field('user.username')] }] },
    programs: { isProgram: [agent] },
    'too-many': { '>': [field('context.stats.loginsCount'), 100000] },
    'no-level': { '<': [level, 1] },
    'old-browsers': { isOldBrowser: [agent] },
    [`${name}-members`]: not({ some: [groups, { in: [field(''), members] }] }),
    ...(whenClosed === 'deny' ? { [`${name}-hours`]: closed } : {}),
    ...(whenStrange === 'deny' ? { [`${name}-names`]: strange } : {}),
  };
  const mfa = [
    { and: [{ in: ['admin', groups] }, not(inside)] },
    not({ in: [country, field('user.app_metadata.usual_countries')] }),
    { and: [{ '>=': [level, 3] }, not({ isOpenAt: ['tokyo_hours', field('now')] })] },
    { and: [{ '>=': [level, 4] }, not(inside)] },
    ...(whenClosed === 'mfa' ? [closed] : []),
    ...(whenStrange === 'mfa' ? [strange] : []),
  ];
  const department = field('user.app_metadata.department');
  const claims = {
    'https://acme.example/roles': { rolesIn: [field('context.clientName'), groups] },
    'https://acme.example/department': { departmentOf: [department] },
    'https://acme.example/cost_centre': { costCentreOf: [department] },
    'https://acme.example/region': { regionOf: [country] },
    'https://acme.example/plan': { '??': [field('user.app_metadata.plan'), 'free'] },
    'https://acme.example/teams': {
      map: [{ filter: [groups, { isTeam: [field('')] }] }, { teamOf: [field('')] }],
    },
    'https://acme.example/locale': { '??': [field('user.locale'), 'en'] },
  };
  return [
    ...Object.entries(denials).flatMap(([rule, condition]) => [
      condition,
      { eachKey: { decision: 'deny', rule } },
    ]),
    { eachKey: { decision: 'allow', mfa: { or: mfa }, claims: { eachKey: claims } } },
  ];
}
