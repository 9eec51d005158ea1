import type { RuleUses } from './import-report.ts';
import { callsOut, callsService, REDIRECT } from './rule-calls.ts';

/** A construct of policies that would say what a rule does, or a part of it. */
export interface Replacement {
  /** As it is written in a policy: `unless: user.email_verified`. */
  readonly construct: string;
  /** What was seen in the rule: `asks for a verified address`. */
  readonly because: string;
}

/**
 * What of a policy could take the place of a rule, judged by what stands in its text without comments. It is a hint for
 * whoever rewrites the rule: what stands around the signs that are looked for is not understood.
 */
export function findReplacements(text: string, uses: RuleUses): readonly Replacement[] {
  const refusals = callsOut(uses, text) || uses.updatesUsers ? [] : REFUSALS;
  const calls = callsService(text, uses) ? CALLS : [];
  const effects = [...calls, ...EFFECTS, ...refusals].filter(({ sign }) => sign.test(text));
  if (effects.length === 0) return [];
  const isGuard = effects.some(({ construct }) => GUARDS.has(construct));
  const conditions = CONDITIONS.filter(
    ({ sign, isScope }) => (isGuard || isScope === true) && sign.test(text),
  );
  const found = [...conditions, ...effects].map(({ construct, because }) => ({ construct, because }));
  return found.filter(
    (one, index) => found.findIndex(({ construct }) => construct === one.construct) === index,
  );
}

interface Sign extends Replacement {
  readonly sign: RegExp;
  /** It says for which logins a rule is, so that it goes with any effect. */
  readonly isScope?: true;
}

const GUARDS: ReadonlySet<string> = new Set(['deny', 'require_mfa']);

const CONDITIONS: readonly Sign[] = [
  {
    construct: 'for: { app: … }',
    because: 'looks at the application',
    sign: /\b(?:clientI[dD]|clientName|clientMetadata)\b|\bevent\.client\b/,
    isScope: true,
  },
  {
    construct: 'for: { connection: … }',
    because: 'looks at the connection',
    sign: /\bcontext\.connection(?:Strategy|ID)?\b|\bevent\.connection\b/,
    isScope: true,
  },
  {
    construct: 'for: { organization: … }',
    because: 'looks at the organization',
    sign: /\b(?:context|event)\.organization\b/,
    isScope: true,
  },
  {
    construct: 'for: { event: silent }',
    because: 'looks whether the login is silent',
    sign: /\bprompt\s*===?\s*['"]none['"]/,
    isScope: true,
  },
  {
    construct: 'for: { event: refresh }',
    because: 'looks at how the login comes in',
    sign: /\boauth2-refresh-token\b/,
    isScope: true,
  },
  {
    construct: 'login.count …',
    because: 'looks at the number of logins',
    sign: /\bloginsCount\b|\blogins_count\b/,
    isScope: true,
  },
  {
    construct: 'user.email_verified',
    because: 'asks for a verified address',
    sign: /\bemail_verified\b/,
  },
  {
    construct: 'user.email.domain in …',
    because: 'compares the domain of the address',
    sign: /\bemail\s*(?:\.toLowerCase\(\)\s*)?\.\s*(?:split\s*\(\s*['"]@|substr(?:ing)?\s*\(|endsWith\s*\()/,
  },
  {
    construct: 'user.email in … (a list)',
    because: 'looks an address up in a list',
    sign: /===?\s*(?:\w+\.)*email\b(?!\s*[.(])|\b(?:includes|indexOf|has|contains)\s*\(\s*(?:\w+\s*,\s*)?(?:\w+\.)*(?:user\.)?email\b/,
  },
  {
    construct: 'request.country in …',
    because: 'looks at the country',
    sign: /\bcountry_?(?:code|name)3?\b/i,
  },
  {
    construct: 'now outside … (a schedule)',
    because: 'looks at the day or the time of day',
    sign: /\.get(?:UTC)?(?:Day|Hours)\s*\(|\.(?:isoWeekday|weekday|hours?)\s*\(/,
  },
  {
    construct: 'request.ip in … (a network)',
    because: 'looks at the address of the request',
    sign: /\brequest\.ip\b/,
  },
  {
    construct: 'user.groups contains …',
    because: 'looks at groups',
    sign: /\buser\.groups\b/,
  },
  {
    construct: 'roles contains …',
    because: 'looks at roles',
    sign: /\bauthorization\.roles\b|\buser\.roles\b|\bapp_metadata\.roles\b/,
  },
  {
    construct: 'login.used_mfa or login.methods contains …',
    because: 'looks at how somebody signed in',
    sign: /\bauthentication\.methods\b/,
  },
  {
    construct: 'user.multifactor contains …',
    because: 'looks at second factors that are set up',
    sign: /\buser\.multifactor\b/,
  },
  {
    construct: 'risk.level …',
    because: 'looks at the risk of the login',
    sign: /\briskAssessment\b/,
  },
  {
    construct: 'user.last_password_reset is older than …',
    because: 'looks at the age of the password',
    sign: /\blast_password_(?:reset|change)\b/,
  },
];

/** Other errors than `UnauthorizedError` refuse too; in a rule that calls somebody they mostly mean that the call failed. */
const REFUSALS: readonly Sign[] = [
  {
    construct: 'deny',
    because: 'refuses logins',
    sign: /\bcallback\s*\(\s*(?:new\s+Error\s*\(|['"`])/,
  },
];

/** Where a rule calls a service. What it does with the answer is seen by other signs. */
const CALLS: readonly Sign[] = [
  {
    construct: 'sources: …',
    because: 'asks another system',
    sign: /\.get\s*\(|\bmethod\s*:\s*['"]GET|(?:\brequest|\baxios|\bfetch|\brp)\s*\((?![^)]{0,300}\bmethod\s*:)/i,
  },
  {
    construct: 'notify, call or sources',
    because: 'tells another system',
    sign: /\.(?:post|put|patch|del|delete)\s*\(|\bmethod\s*:\s*['"](?:POST|PUT|PATCH|DELETE)|\bslack-notify\b/i,
  },
];

const EFFECTS: readonly Sign[] = [
  {
    construct: 'deny',
    because: 'refuses logins',
    sign: /\bUnauthorizedError\s*\(|\baccess\.deny\s*\(/,
  },
  {
    construct: 'require_mfa',
    because: 'asks for a second factor',
    sign: /\bcontext\.multifactor\s*=(?!=)|\bmultifactor\.enable\s*\(|\bchallengeWith(?:Any)?\s*\(/,
  },
  {
    construct: 'set_claims',
    because: 'adds claims to tokens',
    sign: /\b(?:idToken|accessToken)\s*(?:\[[^\]]{1,300}\]|\.(?!scope\b|setCustomClaim\b)\w+)\s*=(?!=)|\bcontext\.(?:idToken|accessToken)\s*=(?!=)(?!\s*context\.)|\bsetCustomClaim\s*\(/,
  },
  {
    construct: 'limit_scopes or add_scopes',
    because: 'changes the scopes',
    sign: /\baccessToken\.scope\s*=(?!=)|\b(?:addScope|removeScope)\s*\(/,
  },
  {
    construct: 'set_profile',
    because: 'changes the profile for this login',
    sign: /\buser\.(?!app_metadata\b|user_metadata\b)\w+\s*=(?!=)|\bdelete\s+user\b/,
  },
  {
    construct: 'redirect',
    because: 'sends people elsewhere',
    sign: REDIRECT,
  },
  {
    construct: 'set_app_metadata',
    because: 'keeps something about the person',
    sign: /\b(?:updateAppMetadata|setAppMetadata)\s*\(/,
  },
  {
    construct: 'set_user_metadata',
    because: 'keeps something that the person may change',
    sign: /\b(?:updateUserMetadata|setUserMetadata)\s*\(/,
  },
  {
    construct: 'link_to',
    because: 'gives the tokens of another account',
    sign: /\bcontext\.primaryUser\s*=(?!=)|\bsetPrimaryUser\s*\(/,
  },
];
