import assert from 'node:assert/strict';
import { checkPolicy, EMPTY_WORLD, type World } from '../../../compiler/index.ts';
import { type Diagnostic, type Policy, parsePolicy, type Source, textAt } from '../../../grammar/index.ts';
import { formatType } from '../../../stdlib/index.ts';

/** Things to name in sentences. */
export const DEFINITIONS = `
settings: { support: it@example.com, land: Germany, domain: example.com }
networks:
  office: [203.0.113.0/24]
schedules:
  working_hours: { days: mon-fri, from: 08:00, to: 19:00, timezone: Europe/Berlin }
lists:
  staff: { of: email, items: [ana@example.com] }
  words: { items: [one, two] }
  admins: { of: group, items: [HR Managers] }
tables:
  group_roles: { from: group, to: list of role, rows: { HR Team: [hr.read] } }
  country_names: { from: country, to: text, rows: { DE: Germany } }
conditions:
  is_staff: user.email.domain is "example.com"
`;

/** A policy that uses a value of any type. */
export function policyWithValue(sentence: string): string {
  return `policy: p${DEFINITIONS}rules:
  - id: r
    then:
      set_claims:
        value: >-
          = ${sentence}
`;
}

/** A policy with one condition. */
export function policyWithCondition(sentence: string): string {
  return `policy: p${DEFINITIONS}rules:
  - id: r
    when: >-
      ${sentence}
    then: { log: it holds }
`;
}

/** A policy with rules, or with other parts, below the usual definitions. */
export function policyWith(parts: string): string {
  return `policy: p\n${parts}`;
}

export interface Checked {
  readonly policy: Policy;
  readonly source: Source;
  readonly checked: ReturnType<typeof checkPolicy>;
}

/** Parses, which has to go well, and checks. */
export function check(text: string, world: Partial<World> = {}): Checked {
  const source: Source = { name: 'p.yaml', text };
  const { value, diagnostics } = parsePolicy(source);
  assert.deepEqual(
    diagnostics.map(({ message, span }) => `${message}: ${textAt(source, span)}`),
    [],
  );
  assert.ok(value !== null);
  return { policy: value, source, checked: checkPolicy(value, { ...EMPTY_WORLD, ...world }) };
}

/** The type at which a sentence is used when nothing is asked of it. */
export function typeOf(sentence: string): string {
  const { policy, source, checked } = check(policyWithValue(sentence));
  assert.deepEqual(shown(checked.diagnostics, source), []);
  const [effect] = policy.rules[0]!.then;
  assert.ok(effect?.kind === 'set_claims' && effect.claims[0]!.value.kind === 'sentence');
  return formatType(checked.value.types.get(effect.claims[0]!.value.sentence.expression)!);
}

/** The types at which the parts of a condition are used, by their text: `user.app_metadata.plan` → `text`. */
export function typesIn(sentence: string): ReadonlyMap<string, string> {
  const { source, checked } = check(policyWithCondition(sentence));
  assert.deepEqual(shown(checked.diagnostics, source), []);
  return new Map(
    [...checked.value.types].map(([part, type]) => [textAt(source, part.span), formatType(type)]),
  );
}

/** What is wrong with a condition: `code: message ⟨underlined text⟩`. */
export function errors(sentence: string): readonly string[] {
  return errorsOf(policyWithCondition(sentence));
}

/** What is wrong with a value. */
export function errorsInValue(sentence: string): readonly string[] {
  return errorsOf(policyWithValue(sentence));
}

/** What is wrong with a policy. */
export function errorsOf(text: string, world: Partial<World> = {}): readonly string[] {
  const { checked, source } = check(text, world);
  return shown(checked.diagnostics, source);
}

/** The help for the only thing that is wrong with a condition. */
export function helpFor(sentence: string): string | undefined {
  const { checked } = check(policyWithCondition(sentence));
  assert.equal(checked.diagnostics.length, 1);
  return checked.diagnostics[0]!.help;
}

/** A condition after the only fix for the only thing that is wrong with it. */
export function fixed(sentence: string): string {
  const { checked, source } = check(policyWithCondition(sentence));
  assert.equal(checked.diagnostics.length, 1);
  const [fix] = checked.diagnostics[0]!.fixes ?? [];
  assert.ok(fix !== undefined);
  let { text } = source;
  for (const { span, text: inserted } of fix.edits.toSorted((a, b) => b.span.start - a.span.start)) {
    text = text.slice(0, span.start) + inserted + text.slice(span.end);
  }
  return /when: >-\n {6}(.*)\n/.exec(text)![1]!;
}

function shown(diagnostics: readonly Diagnostic[], source: Source): readonly string[] {
  return diagnostics.map(({ code, message, span }) => `${code}: ${message} ⟨${textAt(source, span)}⟩`);
}
