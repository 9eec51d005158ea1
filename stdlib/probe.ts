import type { RuleContext } from './effects.ts';
import { runState } from './effects.ts';

/** The traced form's calls; each hands on its value, so that the traced form computes what the fast form computes. */

/** Notes that a field was read: `raw` is what the login holds, `value` what it means at its type. */
export function seen<T>(context: RuleContext, name: string, raw: unknown, value: T): T {
  const probe = runState(context).trace;
  if (probe === undefined || probe.reads.some((read) => read.name === name)) return value;
  if (value !== undefined) probe.reads.push({ name, value: raw ?? value });
  else if (probe.unasked?.some((asked) => name === asked || name.startsWith(`${asked}.`)))
    probe.reads.push({ name, notAsked: true });
  else if (raw === undefined || raw === null) probe.reads.push({ name });
  else
    probe.reads.push({
      name,
      wrongShape: Array.isArray(raw) ? 'list' : typeof raw === 'object' ? 'record' : shapeName(raw),
    });
  return value;
}

/** The word of the language for a shape. */
export function shapeName(raw: unknown): string {
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

export const probeFunctions = [seen, shapeName, clause, verdict, exempted] as const;
