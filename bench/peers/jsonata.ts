import jsonata from 'jsonata';
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

/** JSONata: one expression for all rules, with the lists as bindings. */
export function jsonataTenRules(): Peer<WorkloadLogin, Answer> {
  const expression = jsonata(`(
    user.email_verified != true ? { "decision": "deny", "rule": "verified" } :
    $not($substringAfter(user.email, "@") in $domains) and $not($lookup($guests, user.email) = true)
      ? { "decision": "deny", "rule": "staff-or-guest" } :
    context.request.geoip.country_code in $countries ? { "decision": "deny", "rule": "country" } :
    context.clientName = "hr" and $not("hr-staff" in user.groups) ? { "decision": "deny", "rule": "hr-staff" } :
    user.app_metadata.blocked = true ? { "decision": "deny", "rule": "blocked" } :
    context.stats.loginsCount > 100000 ? { "decision": "deny", "rule": "too-many-logins" } :
    {
      "decision": "allow",
      "mfa": ("admin" in user.groups and $not($substring(context.request.ip, 0, 3) = "10."))
        or $not(context.request.geoip.country_code in user.app_metadata.usual_countries),
      "claims": {
        "https://acme.example/roles": [user.groups[$substring($, 0, 5) = "role:"]],
        "https://acme.example/plan": user.app_metadata.plan ? user.app_metadata.plan : "free"
      }
    }
  )`);
  const bindings = {
    domains: CORPORATE_DOMAINS,
    guests: Object.fromEntries(GUESTS.map((guest) => [guest, true])),
    countries: BLOCKED_COUNTRIES,
  };
  return {
    name: 'JSONata',
    gives: 'everything',
    note: 'no sandbox; asynchronous',
    decide: (login) => expression.evaluate(login, bindings),
  };
}

/** JSONata again: an expression for each application; schedules and roles are functions of the host. */
export function jsonataHundredRules(): Peer<TimedLogin, Answer> {
  const expressions = new Map(APPS.map((app) => [app.name, jsonata(textOf(app))]));
  const bindings = {
    domains: DOMAINS,
    partners: Object.fromEntries(PARTNERS.map((partner) => [partner, true])),
    blocked: BLOCKED,
    departments: Object.fromEntries(DEPARTMENTS),
    cost_centres: Object.fromEntries(COST_CENTRES),
    regions: Object.fromEntries(REGIONS),
    isInside,
    isOpenAt,
    rolesIn,
  };
  return {
    name: 'JSONata',
    gives: 'everything',
    note: 'no sandbox; asynchronous; the host picks the application',
    async decide({ login: { user, context }, now }) {
      const expression = expressions.get(context.clientName);
      if (expression === undefined) throw new Error('the logins are of applications that the policy knows');
      return expression.evaluate({ user, context, now }, bindings);
    },
  };
}

function textOf({ name, members, open, whenClosed, pattern, whenStrange }: App): string {
  const closed = `$not($isOpenAt("${open}", now)) and $not("on-call" in user.groups)`;
  const strange = `$not($contains(user.username, /${pattern}/))`;
  const slashed = (text: string) => text.replaceAll('/', '\\/');
  const ifDenied = (effect: 'deny' | 'mfa', condition: string, rule: string) =>
    effect === 'deny' ? `${condition} ? { "decision": "deny", "rule": "${name}-${rule}" } :` : '';
  const orDemanded = (effect: 'deny' | 'mfa', condition: string) =>
    effect === 'mfa' ? `or (${condition})` : '';
  return `(
    user.email_verified != true ? { "decision": "deny", "rule": "verified" } :
    user.app_metadata.blocked = true ? { "decision": "deny", "rule": "blocked" } :
    context.request.geoip.country_code in $blocked ? { "decision": "deny", "rule": "country" } :
    $not($substringAfter(user.email, "@") in $domains) and $not($lookup($partners, user.email) = true)
      ? { "decision": "deny", "rule": "staff-or-partner" } :
    user.app_metadata.risk = "high" ? { "decision": "deny", "rule": "risky" } :
    $not($isInside(context.request.ip)) and $contains(user.username, /${MACHINES}/)
      ? { "decision": "deny", "rule": "machines" } :
    $contains(context.request.userAgent, /${slashed(PROGRAMS)}/) ? { "decision": "deny", "rule": "programs" } :
    context.stats.loginsCount > 100000 ? { "decision": "deny", "rule": "too-many" } :
    user.app_metadata.level < 1 ? { "decision": "deny", "rule": "no-level" } :
    $contains(context.request.userAgent, /${slashed(OLD_BROWSERS)}/) ? { "decision": "deny", "rule": "old-browsers" } :
    $count(user.groups[$ in ${JSON.stringify(members)}]) = 0 ? { "decision": "deny", "rule": "${name}-members" } :
    ${ifDenied(whenClosed, closed, 'hours')}
    ${ifDenied(whenStrange, strange, 'names')}
    {
      "decision": "allow",
      "mfa": ("admin" in user.groups and $not($isInside(context.request.ip)))
        or $not(context.request.geoip.country_code in user.app_metadata.usual_countries)
        or (user.app_metadata.level >= 3 and $not($isOpenAt("tokyo_hours", now)))
        or (user.app_metadata.level >= 4 and $not($isInside(context.request.ip)))
        ${orDemanded(whenClosed, closed)} ${orDemanded(whenStrange, strange)},
      "claims": {
        "https://acme.example/roles": $rolesIn(context.clientName, user.groups),
        "https://acme.example/department": $lookup($departments, user.app_metadata.department),
        "https://acme.example/cost_centre": $lookup($cost_centres, user.app_metadata.department),
        "https://acme.example/region": $lookup($regions, context.request.geoip.country_code),
        "https://acme.example/plan": user.app_metadata.plan ? user.app_metadata.plan : "free",
        "https://acme.example/teams": [user.groups[$substring($, 0, 5) = "team-"].$substringAfter($, "team-")],
        "https://acme.example/locale": user.locale ? user.locale : "en"
      }
    }
  )`;
}
