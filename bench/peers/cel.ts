import { Environment } from '@marcbachmann/cel-js';
import {
  APPS,
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

/** CEL: an expression for each rule, parsed once; the host takes the rules in their order. */
export function celTenRules(): Peer<WorkloadLogin, Answer> {
  const environment = new Environment()
    .registerVariable('user', 'dyn')
    .registerVariable('context', 'dyn')
    .registerConstant('domains', 'dyn', new Set(CORPORATE_DOMAINS))
    .registerConstant('guests', 'dyn', new Set(GUESTS))
    .registerConstant('countries', 'dyn', new Set(BLOCKED_COUNTRIES));
  const denials = [
    ['verified', 'user.email_verified != true'],
    ['staff-or-guest', '!(user.email.split("@")[1] in domains) && !(user.email in guests)'],
    ['country', 'context.request.geoip.country_code in countries'],
    ['hr-staff', 'context.clientName == "hr" && !("hr-staff" in user.groups)'],
    ['blocked', 'user.app_metadata.blocked == true'],
    ['too-many-logins', 'context.stats.loginsCount > 100000.0'],
  ].map(([rule = '', text = '']) => ({ rule, holds: environment.parse(text) }));
  const admin = environment.parse('"admin" in user.groups && !context.request.ip.startsWith("10.")');
  const unusual = environment.parse(
    '!(context.request.geoip.country_code in user.app_metadata.usual_countries)',
  );
  const roles = environment.parse('user.groups.filter(g, g.startsWith("role:"))');
  const plan = environment.parse('has(user.app_metadata.plan) ? user.app_metadata.plan : "free"');
  return {
    name: 'cel-js',
    gives: 'everything',
    note: 'no sandbox',
    decide(login) {
      const facts = { user: login.user, context: login.context };
      for (const { rule, holds } of denials) if (holds(facts) === true) return { decision: 'deny', rule };
      return {
        decision: 'allow',
        mfa: admin(facts) === true || unusual(facts) === true,
        claims: { 'https://acme.example/roles': roles(facts), 'https://acme.example/plan': plan(facts) },
      };
    },
  };
}

/** CEL again, with the rules of each application apart, so that only those of the login's application are asked. */
export function celHundredRules(): Peer<TimedLogin, Answer> {
  const environment = new Environment()
    .registerVariable('user', 'dyn')
    .registerVariable('context', 'dyn')
    .registerVariable('now', 'double')
    .registerConstant('domains', 'dyn', new Set(DOMAINS))
    .registerConstant('partners', 'dyn', new Set(PARTNERS))
    .registerConstant('blocked', 'dyn', new Set(BLOCKED))
    .registerConstant('departments', 'dyn', new Map(DEPARTMENTS))
    .registerConstant('cost_centres', 'dyn', new Map(COST_CENTRES))
    .registerConstant('regions', 'dyn', new Map(REGIONS))
    .registerFunction('isInside(string): bool', isInside)
    .registerFunction('isOpenAt(string, double): bool', isOpenAt)
    .registerFunction('rolesIn(string, list): dyn', (app, groups) => rolesIn(app, groups) ?? null);
  const parseAll = (rules: Readonly<Record<string, string>>) =>
    Object.entries(rules).map(([rule, text]) => ({ rule, of: environment.parse(text) }));
  const matches = (field: string, pattern: string) => `${field}.matches(r"${pattern}")`;
  const denials = parseAll({
    verified: 'user.email_verified != true',
    blocked: 'user.app_metadata.blocked == true',
    country: 'context.request.geoip.country_code in blocked',
    'staff-or-partner': '!(user.email.split("@")[1] in domains) && !(user.email in partners)',
    risky: 'user.app_metadata.risk == "high"',
    machines: `!isInside(context.request.ip) && ${matches('user.username', MACHINES)}`,
    programs: matches('context.request.userAgent', PROGRAMS),
    'too-many': 'context.stats.loginsCount > 100000.0',
    'no-level': 'user.app_metadata.level < 1.0',
    'old-browsers': matches('context.request.userAgent', OLD_BROWSERS),
  });
  const apps = new Map(
    APPS.map(({ name, members, open, whenClosed, pattern, whenStrange }) => {
      const rules = [
        {
          effect: 'deny',
          rule: `${name}-members`,
          text: `!user.groups.exists(g, g in ${JSON.stringify(members)})`,
        },
        {
          effect: whenClosed,
          rule: `${name}-hours`,
          text: `!isOpenAt("${open}", now) && !("on-call" in user.groups)`,
        },
        { effect: whenStrange, rule: `${name}-names`, text: `!${matches('user.username', pattern)}` },
      ];
      return [
        name,
        rules.map(({ effect, rule, text }) => ({ effect, rule, holds: environment.parse(text) })),
      ];
    }),
  );
  const demands = parseAll({
    admins: '"admin" in user.groups && !isInside(context.request.ip)',
    'unusual-country': '!(context.request.geoip.country_code in user.app_metadata.usual_countries)',
    'tokyo-night': 'user.app_metadata.level >= 3.0 && !isOpenAt("tokyo_hours", now)',
    'high-level': 'user.app_metadata.level >= 4.0 && !isInside(context.request.ip)',
  });
  const rowOf = (table: string, key: string) => `${key} in ${table} ? ${table}[${key}] : dyn(null)`;
  const claims = parseAll({
    roles: 'rolesIn(context.clientName, user.groups)',
    department: rowOf('departments', 'user.app_metadata.department'),
    cost_centre: rowOf('cost_centres', 'user.app_metadata.department'),
    region: rowOf('regions', 'context.request.geoip.country_code'),
    plan: 'has(user.app_metadata.plan) ? user.app_metadata.plan : "free"',
    teams: 'user.groups.filter(g, g.startsWith("team-")).map(g, g.substring(5))',
    locale: 'has(user.locale) ? user.locale : "en"',
  }).map(({ rule, of }) => ({ name: `https://acme.example/${rule}`, of }));
  return {
    name: 'cel-js',
    gives: 'everything',
    note: 'no sandbox; the host picks the application',
    decide({ login: { user, context }, now }) {
      const facts = { user, context, now };
      for (const { rule, of } of denials) if (of(facts) === true) return { decision: 'deny', rule };
      let mfa = false;
      for (const { effect, rule, holds } of apps.get(context.clientName) ?? []) {
        if (holds(facts) !== true) continue;
        if (effect === 'deny') return { decision: 'deny', rule };
        mfa = true;
      }
      for (const { of } of demands) mfa = of(facts) === true || mfa;
      const given: Record<string, unknown> = {};
      for (const { name, of } of claims) {
        const value: unknown = of(facts);
        if (value !== null) given[name] = value;
      }
      return { decision: 'allow', mfa, claims: given };
    },
  };
}
