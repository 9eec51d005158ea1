/** Names that JavaScript gives a meaning: nothing brings a field of such a name into a sandbox, or out of one. */
export const NEVER_LET_IN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
