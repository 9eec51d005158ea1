import type { Lint } from './lint.ts';
import { entryPath } from './lint-messages.ts';
import { reachedEntries } from './reached-entries.ts';

/** Entries on which a person has a browser in front of them. */
const WITH_BROWSER: ReadonlySet<string> = new Set(['login', 'redirect_resume']);

/** A rule that sends people on, also where nobody can be sent anywhere: there it refuses them. */
export const entryPathLint: Lint = ({ policy }, core) =>
  core.rules.flatMap((rule, index) => {
    const effect = policy.rules[index]?.then.find(({ kind }) => kind === 'redirect');
    if (effect === undefined) return [];
    const entries = reachedEntries(rule, core).filter((entry) => !WITH_BROWSER.has(entry));
    return entries.length === 0 ? [] : [entryPath({ span: effect.key, entries })];
  });
