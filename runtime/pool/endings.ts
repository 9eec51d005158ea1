import type { JavaScriptRule } from '../../stdlib/index.ts';
import type { RuleEnding, RuleNote } from '../rule-note.ts';

/** Whether the rules after this one still run. A rule that is not there goes nowhere. */
export function goesOn(rule: JavaScriptRule | undefined, ending: RuleEnding): boolean {
  if (rule === undefined) return false;
  if (ending.kind === 'next' || rule.mode === 'report-only') return true;
  return ending.kind !== 'deny' && rule.ifItFails === 'continue';
}

/** The note of a rule that failed and left nothing behind. */
export function noteFailure(rule: number, reason: string): RuleNote {
  const ending = { kind: 'failure', reason } as const;
  return { rule, ending, user: null, context: null, console: [], remarks: [], microseconds: 0 };
}

/**
 * The notes of rules of which nothing else is known: each fails, up to the first one whose failure is the end. `rules`
 * are all rules, `places` the places of these.
 */
export function failAll(
  rules: readonly JavaScriptRule[],
  places: readonly number[],
  reason: string,
): readonly RuleNote[] {
  const notes: RuleNote[] = [];
  for (const place of places) {
    const note = noteFailure(place, reason);
    notes.push(note);
    if (!goesOn(rules[place], note.ending)) break;
  }
  return notes;
}

/** What `user` or `context` is after some rules: reports are made on copies, so they do not count. */
export function textAfter(
  rules: readonly JavaScriptRule[],
  notes: readonly RuleNote[],
  part: 'user' | 'context',
  before: string,
): string {
  const enforced = notes.filter(({ rule }) => rules[rule]?.mode !== 'report-only');
  return enforced.reduce((text, note) => note[part] ?? text, before);
}
