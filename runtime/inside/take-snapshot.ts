import { findUnfit } from './find-unfit.ts';
import type { Objects } from './login-state.ts';
import { describeThrown } from './read-error.ts';

export type Snapshot =
  | { readonly kind: 'taken'; readonly texts: readonly [user: string, context: string] }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a rule left of `user` and `context` as JSON; together at most `longest` characters. Runs code of the rule. */
export function takeSnapshot(objects: Objects, longest: number): Snapshot {
  const texts: string[] = [];
  for (const [place, value] of objects.entries()) {
    const name = place === 0 ? 'user' : 'context';
    let text: string | undefined;
    try {
      text = JSON.stringify(value);
    } catch (thrown) {
      const why = findUnfit(value, name) ?? describeThrown(thrown);
      return refused(`left a \`${name}\` that JSON cannot carry: ${why}`);
    }
    // A list, or whatever its `toJSON` made of it.
    if (text === undefined || !text.startsWith('{')) return refused(`left a \`${name}\` that is no record`);
    texts.push(text);
  }
  const [user = '', context = ''] = texts;
  if (user.length + context.length > longest) {
    return refused(`left more than ${longest} characters of \`user\` and \`context\``);
  }
  return { kind: 'taken', texts: [user, context] };
}

function refused(reason: string): Snapshot {
  return { kind: 'refused', reason };
}
