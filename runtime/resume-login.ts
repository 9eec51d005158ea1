import type { Secrets } from './capabilities/fill-request.ts';
import type { Login } from './login/read-login.ts';
import { returnedIgnored, visitSecretMissing } from './messages.ts';
import { type RedirectAnswer, resumedLogin, type SentLogin } from './redirects.ts';
import type { ReportLine } from './report/report.ts';
import { readReturned, sessionTokenOf } from './visits.ts';

/**
 * The login of a state as it goes on, with what the site signed that it was sent to. What does not count is left out and
 * told to administrators.
 */
export async function resumeLogin(
  { login, visit }: SentLogin,
  answer: RedirectAnswer,
  { state, secrets, now }: { readonly state: string; readonly secrets: Secrets; readonly now: number },
): Promise<{ readonly login: Login; readonly log: readonly ReportLine[] }> {
  if (visit === null) return { login: resumedLogin(login, answer, null), log: [] };
  const { policy, rule, signWith } = visit;
  const warn = (text: string) => ({
    login: resumedLogin(login, answer, null),
    log: [{ level: 'warning', policy, rule, text } as const],
  });
  const secret = secrets.get(signWith) ?? '';
  if (secret === '') return warn(visitSecretMissing({ name: signWith }));
  const returned = await readReturned(sessionTokenOf(answer), { login, secret, state, now });
  switch (returned.kind) {
    case 'none':
      return { login: resumedLogin(login, answer, null), log: [] };
    case 'data':
      return { login: resumedLogin(login, answer, returned.data), log: [] };
    case 'problem':
      return warn(returnedIgnored({ reason: returned.reason }));
  }
}
