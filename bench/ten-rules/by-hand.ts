import { BLOCKED_COUNTRIES, CORPORATE_DOMAINS, GUESTS, type WorkloadLogin } from './logins.ts';

/** What a policy decides about a login of the workload. */
export interface Answer {
  readonly decision: 'allow' | 'deny';
  readonly rule?: string;
  readonly mfa?: boolean;
  readonly claims?: { readonly [name: string]: unknown };
}

const source = `
const domains = new Set(${JSON.stringify(CORPORATE_DOMAINS)});
const guests = new Set(${JSON.stringify(GUESTS)});
const countries = new Set(${JSON.stringify(BLOCKED_COUNTRIES)});
function decide(user, context) {
  if (user.email_verified !== true) return { decision: 'deny', rule: 'verified' };
  const email = user.email.toLowerCase();
  if (!domains.has(email.slice(email.indexOf('@') + 1)) && !guests.has(email)) return { decision: 'deny', rule: 'staff-or-guest' };
  const country = context.request.geoip.country_code;
  if (countries.has(country)) return { decision: 'deny', rule: 'country' };
  if (context.clientName === 'hr' && !user.groups.includes('hr-staff')) return { decision: 'deny', rule: 'hr-staff' };
  if (user.app_metadata.blocked === true) return { decision: 'deny', rule: 'blocked' };
  if (context.stats.loginsCount > 100000) return { decision: 'deny', rule: 'too-many-logins' };
  let mfa = false;
  if (user.groups.includes('admin') && !context.request.ip.startsWith('10.')) mfa = true;
  if (!user.app_metadata.usual_countries.includes(country)) mfa = true;
  const roles = [];
  for (const group of user.groups) if (group.startsWith('role:')) roles.push(group);
  const claims = { 'https://acme.example/roles': roles, 'https://acme.example/plan': user.app_metadata.plan ?? 'free' };
  return { decision: 'allow', mfa, claims };
}`;

/** The JavaScript that a very good engineer would write by hand for the same ten rules: the practical limit. */
export const byHand: (user: WorkloadLogin['user'], context: WorkloadLogin['context']) => Answer =
  new Function(`${source}; return decide`)();

/** The same as text that defines `decide`, for running it elsewhere. */
export const byHandSource: string = source;
