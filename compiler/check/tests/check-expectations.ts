import {
  type Diagnostic,
  type Expectation,
  type RuleDefinition,
  suggest,
  type Word,
} from '../../../grammar/index.ts';
import { DEFAULT_RULE } from '../../core.ts';
import { expectsUnknownRule, impossibleExpectation } from '../messages/check-test-messages.ts';

/** The rules that a test can speak of. */
export interface KnownRules {
  /** Ids; null: nobody knows them. */
  readonly ids: ReadonlySet<string> | null;
  /** True when no other rule can be there. */
  readonly isSure: boolean;
  /** Those of the file itself of which the pipeline has no namesake. */
  readonly own: ReadonlyMap<string, RuleDefinition>;
  /** The counters of the file; null: there may be others. */
  readonly counters: ReadonlySet<string> | null;
}

/** Checks that a login can end as a test expects: what is said of it agrees with itself, and the rules are there. */
export function checkExpectation(
  expect: Expectation,
  rules: KnownRules,
  report: (diagnostic: Diagnostic) => void,
): void {
  checkOutcome(expect, report);
  if (expect.by !== null && isKnown(expect.by, rules, report)) checkDecider(expect, expect.by, rules, report);
  for (const rule of expect.applied) {
    if (!isKnown(rule, rules, report)) continue;
    const mode = rules.own.get(rule.text)?.mode?.value;
    if (mode === 'disabled' || mode === 'report-only') report(neverApplies(rule, mode));
  }
  for (const rule of expect.notApplied) {
    if (!isKnown(rule, rules, report)) continue;
    const other = expect.applied.find(({ text }) => text === rule.text);
    if (other !== undefined)
      report(contradicts(rule, `\`${rule.text}\` cannot both apply and not apply`, other.span));
  }
  for (const counter of expect.counts ?? []) {
    if (rules.counters !== null && !rules.counters.has(counter.text))
      report(countsUnknown(counter, rules.counters));
  }
  for (const claim of expect.notClaims) {
    const other = expect.claims.find(({ name }) => name.text === claim.text);
    const message = `the claim \`${claim.text}\` cannot both be there and not be there`;
    if (other !== undefined) report(contradicts(claim, message, other.name.span));
  }
}

function checkOutcome(expect: Expectation, report: (diagnostic: Diagnostic) => void): void {
  const { outcome, mfa, scopes, redirect, message, code } = expect;
  if (outcome === null) return;
  const at = (what: Word['span'], said: string, help: string): void =>
    report(
      impossibleExpectation({
        span: what,
        message: said,
        help,
        other: { message: 'because of this', span: outcome.span },
      }),
    );
  if (outcome.value === 'deny' || outcome.value === 'failure') {
    const login = outcome.value === 'deny' ? 'a login that is refused' : 'a login that fails';
    const help = 'leave this out, or expect another outcome';
    const [claim] = expect.claims;
    if (claim !== undefined) at(claim.name.span, `${login} gets no claims`, help);
    const [scope] = scopes ?? [];
    if (scope !== undefined) at(scope.span, `${login} gets no scopes`, help);
    if (mfa?.value === 'required') at(mfa.span, `${login} is not asked for a second factor`, help);
    if (redirect !== null) at(redirect.span, `${login} is not sent elsewhere`, help);
    return;
  }
  const refusal = message ?? code;
  if (refusal !== null) {
    const key = message === null ? 'code' : 'message';
    at(
      refusal.span,
      `only a login that is refused has a ${key}`,
      `leave \`${key}\` out, or expect \`outcome: deny\``,
    );
  }
  if (outcome.value === 'challenge' && mfa?.value === 'not required')
    at(
      mfa.span,
      '`challenge` means that a second factor is asked for',
      'write `mfa: required`, or leave it out',
    );
  if (outcome.value === 'redirect' && mfa?.value === 'required')
    at(mfa.span, 'a second factor comes before a visit elsewhere', 'write `outcome: challenge`');
}

/** Whether a rule can decide as a test says that it does. */
function checkDecider(
  { outcome, mfa }: Expectation,
  by: Word,
  { own }: KnownRules,
  report: (diagnostic: Diagnostic) => void,
): void {
  const rule = own.get(by.text);
  const impossible = (message: string, help: string): void =>
    report(impossibleExpectation({ span: by.span, message, help }));
  if (by.text === DEFAULT_RULE && outcome !== null && !['deny', 'failure'].includes(outcome.value))
    impossible('`default` only ever refuses', 'write `outcome: deny`, or leave `by` out');
  if (rule === undefined || rule.script !== null) return;
  const mode = rule.mode?.value;
  if (mode === 'disabled' || mode === 'report-only') {
    impossible(
      `\`${by.text}\` decides nothing: it has \`mode: ${mode}\``,
      'leave `by` out, or change the mode',
    );
    return;
  }
  const can = new Set(rule.then.map(({ kind }) => kind));
  const isChallenged =
    outcome?.value === 'challenge' || (outcome?.value === 'allow' && mfa?.value === 'required');
  if (outcome === null || (outcome.value === 'allow' && isChallenged)) {
    if (!can.has('deny') && !can.has('admit') && !can.has('require_mfa') && !can.has('redirect'))
      impossible(
        `\`${by.text}\` decides nothing: it neither refuses nor admits nor asks for a second factor`,
        APPLIED,
      );
  } else if (outcome.value === 'deny' && !can.has('deny') && !can.has('redirect')) {
    impossible(`\`${by.text}\` refuses nobody`, APPLIED);
  } else if (outcome.value === 'allow' && !can.has('admit')) {
    impossible(
      `\`${by.text}\` admits nobody, and a login that is allowed is decided by no other rule`,
      APPLIED,
    );
  } else if (isChallenged && !can.has('require_mfa')) {
    impossible(`\`${by.text}\` asks nobody for a second factor`, APPLIED);
  }
}

const APPLIED = 'leave `by` out; to say that a rule applies, write `applied: [ID]`';

function isKnown({ text, span }: Word, rules: KnownRules, report: (diagnostic: Diagnostic) => void): boolean {
  const { ids, isSure } = rules;
  if (ids === null || ids.has(text)) return true;
  report(expectsUnknownRule({ rule: text, span, suggestion: suggest(text, ids), isSure }));
  return false;
}

function countsUnknown({ text, span }: Word, known: ReadonlySet<string>): Diagnostic {
  const near = suggest(text, known);
  const help = near === null ? 'name a counter that a rule counts with' : `did you mean \`${near}\`?`;
  return impossibleExpectation({ span, message: `no rule counts with \`${text}\``, help });
}

function neverApplies(rule: Word, mode: 'disabled' | 'report-only'): Diagnostic {
  const message = `\`${rule.text}\` never applies: it has \`mode: ${mode}\``;
  return impossibleExpectation({ span: rule.span, message, help: 'leave it out, or change the mode' });
}

function contradicts({ span }: Word, message: string, other: Word['span']): Diagnostic {
  const help = 'leave one of the two out';
  return impossibleExpectation({ span, message, help, other: { message: 'the other place', span: other } });
}
