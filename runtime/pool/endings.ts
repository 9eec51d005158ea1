import type { JavaScriptRule } from '../../stdlib/index.ts';
import { goesOn, noteFailure, type RuleNote } from '../rule-note.ts';

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
