import type { Diagnostic, Severity, Span } from '../../../grammar/index.ts';

/** Every code that the checker gives. The messages stand in `check-name-messages.ts` and its neighbours. */
export const CHECK_CODES = [
  'argument-count',
  'bad-answer',
  'bad-header',
  'bad-host',
  'bad-instant',
  'bad-metadata-name',
  'bad-method',
  'bad-redirect',
  'bad-url',
  'circular-condition',
  'circular-fixture',
  'condition-too-deep',
  'condition-too-large',
  'counter-described-twice',
  'duplicate-name',
  'duplicate-row',
  'effect-after-deny',
  'empty-file',
  'empty-name',
  'empty-rule',
  'equality-without-text',
  'forgotten-callback',
  'host-not-allowed',
  'impossible-expectation',
  'javascript-syntax',
  'large-rule',
  'list-expected',
  'look-up-in-law',
  'look-up-in-look-up',
  'lost-on-deny',
  'mismatched-types',
  'misplaced-secret',
  'mixed-types',
  'name-taken',
  'needless-admit',
  'network-host-bits',
  'never-admits',
  'not-a-condition',
  'not-a-date',
  'not-a-duration',
  'not-a-network',
  'not-a-rule',
  'not-a-time',
  'not-assumable',
  'not-joinable',
  'nothing-to-leave-out',
  'out-of-range',
  'quantifier-too-deep',
  'quoted-value',
  'reserved-id',
  'result-only-name',
  'rule-expired',
  'schedule-without-timezone',
  'scope-as-claim',
  'skip-without-reason',
  'text-added',
  'trailing-semicolon',
  'unfinished-name',
  'unfitting-argument',
  'unfitting-arithmetic',
  'unfitting-effect-value',
  'unfitting-login-value',
  'unfitting-operand',
  'unfitting-parameter',
  'unfitting-value',
  'unknown-choice',
  'unknown-column',
  'unknown-counter',
  'unknown-day',
  'unknown-field',
  'unknown-fixture',
  'unknown-function',
  'unknown-law',
  'unknown-login-field',
  'unknown-mfa-method',
  'unknown-module',
  'unknown-name',
  'unknown-profile-field',
  'unknown-rule',
  'unknown-secret',
  'unknown-setting',
  'unknown-template',
  'unknown-timezone',
  'unknown-type',
  'unreadable-file',
  'unreplaced-keyword',
  'unsupported-in-target',
  'wrong-kind-of-name',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

type More = Pick<Diagnostic, 'help' | 'notes' | 'fixes'>;

/** A diagnostic of the checker that stops the compilation. */
export function checkError(code: CheckCode, span: Span, message: string, more: More = {}): Diagnostic {
  return withSeverity('error', code, span, message, more);
}

/** A diagnostic of the checker about something that surely is not meant, yet can run. */
export function checkWarning(code: CheckCode, span: Span, message: string, more: More = {}): Diagnostic {
  return withSeverity('warning', code, span, message, more);
}

function withSeverity(
  severity: Severity,
  code: CheckCode,
  span: Span,
  message: string,
  more: More,
): Diagnostic {
  return { code, severity, message, span, ...more };
}
