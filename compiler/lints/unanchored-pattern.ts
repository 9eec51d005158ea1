import { expressionsOf } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { unanchoredPattern } from './lint-messages.ts';

/** A pattern after `matches` without `^` and `$`. */
export const unanchoredPatternLint: Lint = (checked) =>
  expressionsOf(checked.policy, 'comparison').flatMap((node) => {
    if (node.kind !== 'comparison' || node.operator !== 'matches' || node.right.kind !== 'pattern') return [];
    const { source, flags, span } = node.right;
    const begins = /^(\^|\\A)/.test(source);
    const ends = /(\$|\\z)$/.test(source) && !/\\\$$/.test(source);
    if (begins && ends) return [];
    const bare = source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
    const body = bare.includes('|') ? `(${bare})` : bare;
    return unanchoredPattern({ span, pattern: `/${source}/${flags}`, anchored: `/^${body}$/${flags}` });
  });
