import { listOf, scalar, type Type } from '../../../stdlib/index.ts';

/** What laws call the result of a login. `scopes` are those granted; in rules the word means those asked for. */
export const RESULT_NAMES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['outcome', scalar('text')],
  ['mfa', scalar('yes/no')],
  ['by', scalar('text')],
  ['scopes', listOf(scalar('scope'))],
  ['claims', { kind: 'record', fields: new Map(), open: true }],
]);

/** How a login can end. */
export const OUTCOMES = ['allow', 'deny', 'challenge', 'redirect', 'failure'] as const;
