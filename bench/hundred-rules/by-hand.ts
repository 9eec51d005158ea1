import type { Answer } from '../ten-rules/by-hand.ts';
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
  SCHEDULES,
} from './apps.ts';
import type { LargeLogin } from './logins.ts';

const pattern = (source: string): string => `new RegExp(${JSON.stringify(source)})`;

/** The same rules in JavaScript, as text: the practical limit. The offset of a zone is asked for once a quarter of an hour. */
export const hundredRulesSource: string = `
const domains = new Set(${JSON.stringify(DOMAINS)});
const partners = new Set(${JSON.stringify(PARTNERS)});
const blocked = new Set(${JSON.stringify(BLOCKED)});
const departments = new Map(${JSON.stringify(DEPARTMENTS)});
const costCentres = new Map(${JSON.stringify(COST_CENTRES)});
const regions = new Map(${JSON.stringify(REGIONS)});
const machines = ${pattern(MACHINES)}, programs = ${pattern(PROGRAMS)}, oldBrowsers = ${pattern(OLD_BROWSERS)};
const zones = new Map();
function offsetAt(zone, now) {
  let known = zones.get(zone);
  if (known === undefined) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    zones.set(zone, known = { format, quarter: NaN, offset: 0 });
  }
  const quarter = Math.floor(now / 900000);
  if (known.quarter !== quarter) {
    const found = /GMT([+-])(\\d+):(\\d+)/.exec(known.format.format(now));
    known.offset = found === null ? 0 : (found[1] + 1) * (found[2] * 60 + Number(found[3])) * 60000;
    known.quarter = quarter;
  }
  return known.offset;
}
const schedules = ${JSON.stringify(SCHEDULES)};
function isOpen(hours, now) {
  const wall = now + offsetAt(hours.zone, now);
  const day = Math.floor(wall / 86400000);
  const hour = (wall - day * 86400000) / 3600000;
  return (day + 3) % 7 < hours.days && hour >= hours.from && hour < hours.to;
}
const apps = new Map(${JSON.stringify(APPS)}.map((app) => [app.name, {
  members: new Set(app.members), open: schedules[app.open], isClosedDenial: app.whenClosed === 'deny',
  pattern: new RegExp(app.pattern), isStrangeDenial: app.whenStrange === 'deny', roles: new Map(app.roles),
  rules: { members: app.name + '-members', hours: app.name + '-hours', names: app.name + '-names' },
}]));
function decide(user, context, now) {
  const deny = (rule) => ({ decision: 'deny', rule });
  if (user.email_verified !== true) return deny('verified');
  const metadata = user.app_metadata, request = context.request, groups = user.groups;
  if (metadata.blocked === true) return deny('blocked');
  const country = request.geoip.country_code;
  if (blocked.has(country)) return deny('country');
  const email = user.email.toLowerCase();
  if (!domains.has(email.slice(email.indexOf('@') + 1)) && !partners.has(email)) return deny('staff-or-partner');
  if (metadata.risk === 'high') return deny('risky');
  const isInside = request.ip.startsWith('10.') || request.ip.startsWith('203.0.113.');
  if (!isInside && machines.test(user.username)) return deny('machines');
  if (programs.test(request.userAgent)) return deny('programs');
  if (context.stats.loginsCount > 100000) return deny('too-many');
  if (metadata.level < 1) return deny('no-level');
  if (oldBrowsers.test(request.userAgent)) return deny('old-browsers');
  let mfa = false;
  let roles;
  const app = apps.get(context.clientName);
  if (app !== undefined) {
    if (!groups.some((group) => app.members.has(group))) return deny(app.rules.members);
    if (!isOpen(app.open, now) && !groups.includes('on-call')) {
      if (app.isClosedDenial) return deny(app.rules.hours);
      mfa = true;
    }
    if (!app.pattern.test(user.username)) {
      if (app.isStrangeDenial) return deny(app.rules.names);
      mfa = true;
    }
    for (const group of groups) {
      const given = app.roles.get(group);
      if (given === undefined) continue;
      roles ??= [];
      for (const role of given) if (!roles.includes(role)) roles.push(role);
    }
  }
  if (!isInside && (metadata.level >= 4 || groups.includes('admin'))) mfa = true;
  if (!metadata.usual_countries.includes(country)) mfa = true;
  if (metadata.level >= 3 && !isOpen(schedules.tokyo_hours, now)) mfa = true;
  const claims = {};
  if (roles !== undefined) claims['https://acme.example/roles'] = roles;
  const department = departments.get(metadata.department);
  if (department !== undefined) claims['https://acme.example/department'] = department;
  const costCentre = costCentres.get(metadata.department);
  if (costCentre !== undefined) claims['https://acme.example/cost_centre'] = costCentre;
  const region = regions.get(country);
  if (region !== undefined) claims['https://acme.example/region'] = region;
  claims['https://acme.example/plan'] = metadata.plan ?? 'free';
  const teams = [];
  for (const group of groups) if (group.startsWith('team-')) teams.push(group.slice(5));
  claims['https://acme.example/teams'] = teams;
  claims['https://acme.example/locale'] = user.locale ?? 'en';
  return { decision: 'allow', mfa, claims };
}`;

/** The rules by hand, and the one part of them that no other engine has: whether a schedule is open. */
export const { decide: hundredByHand, isOpenAt }: ByHand = new Function(
  `${hundredRulesSource}; return { decide, isOpenAt: (name, now) => isOpen(schedules[name], now) }`,
)();

interface ByHand {
  readonly decide: (user: LargeLogin['user'], context: LargeLogin['context'], now: number) => Answer;
  readonly isOpenAt: (schedule: string, now: number) => boolean;
}
