import type { Secrets } from '../capabilities/fill-request.ts';
import { visitSecretMissing } from '../messages.ts';
import { type Redirects, withParameters } from '../redirects.ts';
import type { ReportLine } from '../report/report.ts';
import { SESSION_TOKEN, signVisit } from '../visits.ts';
import type { DecidedLogin } from './decided-login.ts';

export type SentAway =
  | { readonly kind: 'sent'; readonly url: string }
  /** Nobody is sent anywhere without what was to go along. */
  | { readonly kind: 'problem'; readonly line: ReportLine };

/** With what logins are sent elsewhere. `tenant` may be empty. */
export interface SendingAway {
  readonly redirects: Redirects;
  readonly secrets: Secrets;
  readonly tenant: string;
}

/** Keeps a login that goes to `url`, and gives the address with its state and what goes along. Rejects when the store does. */
export async function sendAway(decided: DecidedLogin, url: string, options: SendingAway): Promise<SentAway> {
  const { report, login, visit, at } = decided;
  const sent = { user: report.user, context: login.context };
  if (visit === null || visit.signWith === null || visit.url !== url) {
    const state = await options.redirects.begin({ login: sent, visit: null });
    return { kind: 'sent', url: withParameters(url, { state }) };
  }
  const { policy, rule, signWith, data } = visit;
  const secret = options.secrets.get(signWith) ?? '';
  if (secret === '') {
    const text = visitSecretMissing({ name: signWith });
    return { kind: 'problem', line: { level: 'warning', policy, rule, text } };
  }
  const { tenant } = login.context;
  const issuer = options.tenant === '' && typeof tenant === 'string' ? tenant : options.tenant;
  const token = await signVisit(data, { login: sent, secret, tenant: issuer, now: at });
  const state = await options.redirects.begin({ login: sent, visit: { policy, rule, signWith } });
  return { kind: 'sent', url: withParameters(url, { [SESSION_TOKEN]: token, state }) };
}
