import type { Source } from '../../grammar/index.ts';
import type { WorkloadLogin } from '../ten-rules/logins.ts';

/** For whom copies of the ten rules are: for every login, or each copy for an application of its own. */
export type CopiesFor = 'everybody' | 'an application each';

/**
 * A policy of copies of the ten rules, no two with the same sentences. Logins that the first copy allows are allowed by all,
 * so that they go through every rule that is for them. `from`: the number of the first copy.
 */
export function makeCopiedRules(copies: number, whom: CopiesFor, from = 0): Source {
  const name = `copies-${from}`;
  const text = `policy: ${name}\nname: Copies of the ten rules\nrules:\n${Array.from(
    { length: copies },
    (_, index) => tenRulesOf(from + index, whom),
  ).join('')}`;
  return { name: `${name}.yaml`, text };
}

/** The login as one of the application of a copy. */
export function loginForCopy({ user, context }: WorkloadLogin, copy: number): WorkloadLogin {
  return { user, context: { ...context, clientName: `app-${copy}` } };
}

/** The claims that a copy gives to a login that is allowed. */
export function claimsOfCopy({ user }: WorkloadLogin, copy: number): Readonly<Record<string, unknown>> {
  return {
    [`https://acme.example/roles-${copy}`]: user.groups.filter((group) => group.startsWith('role:')),
    [`https://acme.example/plan-${copy}`]: user.app_metadata.plan,
  };
}

/** Whether a login that is allowed is asked for a second factor; only the first copy asks any of the workload. */
export function needsSecondFactor({ user, context }: WorkloadLogin): boolean {
  const { ip, geoip } = context.request;
  return (
    (user.groups.includes('admin') && !ip.startsWith('10.')) ||
    !user.app_metadata.usual_countries.includes(geoip.country_code)
  );
}

const COUNTRIES = 'KP IR SY CU RU BY VE MM SD ZW LY SO YE IQ LB ML NI HT CD CF SS AF'.split(' ');
const PREFIXES = ['role:', 'role', 'rol', 'ro'];

function tenRulesOf(copy: number, whom: CopiesFor): string {
  const whose = whom === 'everybody' ? '' : ` for: { app: app-${copy} },`;
  const rule = (id: string, rest: string) =>
    `  - { id: ${id}-${copy}, name: ${id} ${copy},${whose} ${rest} }\n`;
  const domains = Array.from({ length: 12 }, (_, index) => `"corp${index}.example"`);
  const countries = Array.from(
    { length: 5 },
    (_, index) => `"${COUNTRIES[(copy + index) % COUNTRIES.length]}"`,
  );
  const admin = copy === 0 ? 'admin' : `admin-${copy}`;
  const usual =
    copy === 0
      ? 'user.app_metadata.usual_countries contains request.country'
      : `request.country in ["GB", "FR", "US", "BR", "${COUNTRIES[copy % COUNTRIES.length]}"]`;
  const claim = (name: string, value: string) =>
    `then: { set_claims: { id_token: { "https://acme.example/${name}-${copy}": '= ${value}' } } }`;
  return [
    rule('verified', 'unless: user.email_verified, then: { deny: Please verify your address }'),
    rule(
      'staff-or-guest',
      `unless: 'user.email.domain in [${domains.join(', ')}, "extra${copy}.example"] or user.email.domain is "partner.example"', then: { deny: Only staff and guests }`,
    ),
    rule('country', `when: 'request.country in [${countries.join(', ')}]', then: { deny: Not from there }`),
    rule('suspended', `when: 'user.groups contains "suspended-${copy}"', then: { deny: Suspended }`),
    rule('banned', `when: 'user.app_metadata.plan is "banned-${copy}"', then: { deny: Your plan has ended }`),
    rule('too-many', `when: login.count is more than ${100_000 + copy}, then: { deny: Used too often }`),
    rule(
      'admin',
      `when: 'user.groups contains "${admin}"', unless: request.ip in 10.0.0.0/8, then: { require_mfa: yes }`,
    ),
    rule('unusual', `unless: '${usual}', then: { require_mfa: yes }`),
    rule(
      'roles',
      claim('roles', `g for each g in user.groups where g starts with "${PREFIXES[copy % PREFIXES.length]}"`),
    ),
    rule('plan', claim('plan', `user.app_metadata.plan otherwise "free-${copy}"`)),
  ].join('');
}
