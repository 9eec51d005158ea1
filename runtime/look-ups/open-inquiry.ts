import type { Ask, LookUpState } from '../../stdlib/index.ts';
import type { ReportLine } from '../report/report.ts';
import type { LookUpLogin, LookUps } from './open-look-ups.ts';

/** What one login asks, and what is known of it so far: nothing is asked twice. */
export interface Inquiry extends Pick<LookUpLogin, 'now' | 'deadline'> {
  /** By the keys of `RunState.lookUps`. */
  readonly answers: ReadonlyMap<string, LookUpState>;
  /** Look-ups that failed and without which the login goes on, for the administrators' log. */
  readonly warnings: readonly ReportLine[];
  /** Gets the answers to all that the rule `by` waits for, and keeps them. Never rejects but for a key that is none. */
  ask(wanted: ReadonlyMap<string, Ask | null>, by: Asker): Promise<void>;
}

/** The rule that waits. */
export interface Asker {
  readonly policy: string;
  readonly rule: string;
}

export function openInquiry(lookUps: LookUps, login: LookUpLogin): Inquiry {
  const answers = new Map<string, LookUpState>();
  const warnings: ReportLine[] = [];
  return {
    now: login.now,
    deadline: login.deadline,
    answers,
    warnings,
    async ask(wanted, { policy, rule }) {
      // Every answer stays, so whoever waits wants something that was not asked before.
      if (wanted.size === 0) throw new Error('a rule that waits wants to know something');
      for (const [key, { state, warning }] of await lookUps.answer(wanted, login)) {
        answers.set(key, state);
        if (warning !== null) warnings.push({ level: 'warning', policy, rule, text: warning });
      }
    },
  };
}
