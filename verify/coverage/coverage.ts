import type { Source } from '../../grammar/index.ts';

/** What the tests of a project made its rules do. */
export interface Coverage {
  /** In the order of the pipeline. */
  readonly files: readonly FileCoverage[];
  /** Endings of rules that some test led to, of all that are possible. Disabled rules do not count. */
  readonly rules: Share;
  /** Answers of sentences that some test led to, of all that are possible. */
  readonly clauses: Share;
}

/** A part of a whole, counted. */
export interface Share {
  readonly reached: number;
  readonly possible: number;
}

/** A policy with its rules, or a rule in JavaScript, which is alone in its file. */
export interface FileCoverage {
  readonly kind: 'policy' | 'javascript';
  readonly source: Source;
  /** Of the policy, or of the rule in JavaScript. */
  readonly id: string;
  readonly rules: readonly RuleCoverage[];
  /** What no test shows, in the order of the rules; nothing of disabled ones. */
  readonly gaps: readonly Gap[];
}

export interface RuleCoverage {
  readonly id: string;
  readonly name: string;
  /** From 1; null: nobody wrote it, as the rule of `default: deny`. */
  readonly line: number | null;
  readonly mode: 'enforce' | 'report-only' | 'disabled';
  /** How many tests ended in which way, by what the condition was; a rule in JavaScript applies when it changes something. */
  readonly endings: Readonly<Record<Ending, number>>;
  readonly failed: number;
  /** Tests that were decided before. */
  readonly notReached: number;
  /** The endings that some login may lead to, as far as the shape of the rule tells. */
  readonly possible: readonly Ending[];
  readonly clauses: readonly ClauseCoverage[];
}

export type Ending = 'applied' | 'did not apply' | 'could not tell';

/** A sentence of a rule. */
export interface ClauseCoverage {
  readonly part: 'for' | 'when' | 'unless';
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly answers: Readonly<Record<Answer, number>>;
  /** How many tests would have ended otherwise in this rule, had this sentence alone been answered otherwise. */
  readonly deciding: number;
  /** The answers that some login may lead to, as far as the shape of the sentence tells. */
  readonly possible: readonly Answer[];
}

export type Answer = 'yes' | 'no' | 'unknown';

/** Something that no test shows. */
export type Gap =
  | { readonly kind: 'not reached'; readonly rule: RuleCoverage }
  | { readonly kind: 'ending'; readonly rule: RuleCoverage; readonly ending: Ending }
  | {
      readonly kind: 'answer';
      readonly rule: RuleCoverage;
      readonly clause: ClauseCoverage;
      readonly answer: Answer;
    }
  | { readonly kind: 'never deciding'; readonly rule: RuleCoverage; readonly clause: ClauseCoverage };
