import type { Span } from './source.ts';

export type Severity = 'error' | 'warning' | 'note';

/** One thing that is wrong with one source. Spans are offsets into that source. */
export interface Diagnostic {
  /** Names the bad thing, kebab-case: `unknown-field`; also the name of its page in docs/diagnostics. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong: lower case, no full stop, the author's words in backticks. */
  readonly message: string;
  readonly span: Span;
  /** What to write instead. */
  readonly help?: string;
  /** Other places that matter. */
  readonly notes?: readonly Note[];
  readonly fixes?: readonly Fix[];
}

/** Another place in the same source, and why it matters. */
export interface Note {
  readonly message: string;
  readonly span: Span;
}

/** A change that removes the diagnostic. A safe fix keeps the meaning that the author surely had. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A phase never throws on bad input: it returns what it could make, and what was wrong. */
export interface Result<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** True when at least one diagnostic is an error, so that the next phase cannot go on. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
