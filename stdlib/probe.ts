import type { RuleContext } from './effects.ts';
import { runState } from './effects.ts';
import type { Read, RuleProbe } from './rule.ts';

/** The traced form's calls; each hands on its value, so that the traced form computes what the fast form computes. */

/** Notes that a field was read: `raw` is what the login holds, `value` what it means at its type. */
export function seen<T>(context: RuleContext, name: string, raw: unknown, value: T): T {
  const probe = runState(context).trace;
  if (probe === undefined || probe.reads.some((read) => read.name === name)) return value;
  const isUnasked = probe.unasked?.some((asked) => name === asked || name.startsWith(`${asked}.`));
  probe.reads.push(
    value === undefined && isUnasked === true ? { name, notAsked: true } : readOf(name, raw, value),
  );
  return value;
}

/** What a clause saw of a field: `raw` is what the login holds, `value` what it means at its type. */
export function readOf(name: string, raw: unknown, value: unknown): Read {
  if (value !== undefined) return { name, value: raw ?? value };
  return raw === undefined || raw === null ? { name } : { name, wrongShape: shapeName(raw) };
}

/** The word of the language for a shape. */
export function shapeName(raw: unknown): string {
  if (Array.isArray(raw)) return 'list';
  if (typeof raw === 'object') return 'record';
  if (typeof raw === 'string') return 'text';
  return typeof raw === 'boolean' ? 'yes/no' : 'number';
}

/** Closes a clause with its value and what it read. */
export function clause(context: RuleContext, index: number, value: boolean | undefined): boolean | undefined {
  const probe = runState(context).trace;
  if (probe === undefined) return value;
  probe.clauses[index] = { value: value ?? null, reads: probe.reads };
  probe.reads = [];
  return value;
}

/** Notes the value of a rule's whole condition. */
export function verdict(context: RuleContext, value: boolean | undefined): boolean | undefined {
  const probe = runState(context).trace;
  if (probe !== undefined) probe.verdict = value ?? null;
  return value;
}

/** Notes that the policy's exemption spared this login a guard, and writes it to the log. */
export function exempted(context: RuleContext, policy: string, rule: string): void {
  const state = runState(context);
  state.log.push({
    level: 'warning',
    rule,
    text: `exempt from ${rule} (policy ${policy})`,
  });
  if (state.trace !== undefined) state.trace.exempted = true;
}

/*
 * The calls of traced deciders. Notes are whole numbers: from 0 on, something that was read; -1, -2 and -3 end a clause, which
 * read what stands between it and the clause before: no, yes, and nobody can tell; -4, -5 and -6 say the same of the whole
 * condition; -7 says that the login was spared a guard.
 */

/** Notes, once for a clause, that something was read: sentences about the members of a list read it for each of them. */
export function noteRead<T>(notes: number[], read: number, value: T): T {
  for (let at = notes.length - 1; at >= 0; at--) {
    const note = notes[at];
    if (note === read) return value;
    if (note === undefined || note < 0) break;
  }
  notes.push(read);
  return value;
}

/** Closes a clause with its value. */
export function noteClause(notes: number[], value: boolean | undefined): boolean | undefined {
  notes.push(value === undefined ? -3 : value ? -2 : -1);
  return value;
}

/** Notes the value of a rule's whole condition. */
export function noteVerdict(notes: number[], value: boolean | undefined): boolean | undefined {
  notes.push(value === undefined ? -6 : value ? -5 : -4);
  return value;
}

/** Notes that the policy's exemption spared this login a guard. */
export function noteExempted(notes: number[]): void {
  notes.push(-7);
}

/**
 * What the notes of a rule say, from `start` to the first that is none of a rule's own. `readAt` gives what was seen of what
 * `noteRead` named.
 */
export function probeOf(
  notes: readonly number[],
  start: number,
  readAt: (read: number) => Read,
): { readonly probe: RuleProbe; readonly end: number } {
  const probe: RuleProbe = { clauses: [], reads: [], verdict: null, exempted: false };
  let reads: Read[] = [];
  let end = start;
  for (; end < notes.length; end++) {
    const note = notes[end] ?? 0;
    if (note < -7) break;
    if (note >= 0) {
      const read = readAt(note);
      // Some names stand for the first of several fields.
      if (!reads.some(({ name }) => name === read.name)) reads.push(read);
    } else if (note >= -3) {
      probe.clauses.push({ value: truthOfNote(note), reads });
      reads = [];
    } else if (note >= -6) probe.verdict = truthOfNote(note + 3);
    else probe.exempted = true;
  }
  return { probe, end };
}

export function truthOfNote(note: number): boolean | null {
  return note === -3 ? null : note === -2;
}

export const probeFunctions = [
  seen,
  readOf,
  shapeName,
  clause,
  verdict,
  exempted,
  noteRead,
  noteClause,
  noteVerdict,
  noteExempted,
  probeOf,
  truthOfNote,
] as const;
