import { isDeepStrictEqual } from 'node:util';
import { expandLogin } from '../../runtime/index.ts';
import { abbreviateContext } from './abbreviate-context.ts';
import type { Fields } from './fields.ts';
import { momentText } from './moment-text.ts';
import type { TimedLogin } from './timed-login.ts';

/**
 * A login as short as tests can say it: plain data, with its clock under `at`, of which `expandLogin` makes the same
 * login. What has no key of its own stands under `context`.
 */
export function abbreviateLogin(login: TimedLogin): Fields {
  const at = momentText(login.now) ?? login.now;
  const { context, ...keys } = abbreviateContext(login.context, login.now);
  const short = {
    ...keys,
    ...(Object.keys(login.user).length === 0 ? {} : { user: login.user }),
    ...(context === undefined ? {} : { context }),
    at,
  };
  return meansTheSame(short, login) ? short : { user: login.user, context: login.context, at };
}

/** Keys say only some shapes of what they stand for; the whole login is said instead where one of them does not fit. */
function meansTheSame(short: Fields, { user, context, now }: TimedLogin): boolean {
  const expanded = expandLogin(short);
  return (
    expanded.kind === 'login' &&
    expanded.now === now &&
    isDeepStrictEqual(expanded.login, JSON.parse(JSON.stringify({ user, context })))
  );
}
