import { analyse, type World } from '../../compiler/index.ts';
import {
  type Diagnostic,
  type Finding,
  hasErrors,
  insertRule,
  placedMap,
  printUse,
  type RuleTemplate,
  type Source,
  type Yaml,
  type YamlMap,
} from '../../grammar/index.ts';
import { UsageError } from '../exit-codes.ts';
import { givenExamples } from './describe-template.ts';

/** A policy that is to have one more rule. */
export interface DraftPlace {
  readonly source: Source;
  readonly world: World;
}

/** The rule, and the policy with it. */
export interface Draft {
  /** An item of `rules`. */
  readonly rule: string;
  readonly source: Source;
  /** What is said of the new rule; of the others too, as long as it is an error. */
  readonly findings: readonly Finding[];
  /** The rule in a sentence; null when there is an error. */
  readonly readsAs: string | null;
}

/** A rule to be: its parameters by name. */
export interface DraftRule {
  readonly id: string;
  readonly template: RuleTemplate;
  readonly given: ReadonlyMap<string, Yaml>;
}

/** Puts the rule into the text of the policy, and looks at the whole. Nothing is written. */
export function draftRule({ source, world }: DraftPlace, { id, template, given }: DraftRule): Draft {
  const rule = printUse({ id, template: template.id.text, with: argumentsOf(template, given) });
  const text = insertRule(source, rule);
  if (text === null) throw new UsageError(`${source.name} has no place for another rule: paste it yourself`);
  const { value, diagnostics } = analyse({ ...source, text }, world);
  const region = insertedIn(source.text, text);
  const isOfRule = ({ span }: Diagnostic) => span.start >= region.start && span.start < region.end;
  const told = diagnostics.filter((one) => isOfRule(one) || one.severity === 'error');
  const made = value?.checked.policy.rules.find((one) => one.id.text === id);
  return {
    rule,
    source: { ...source, text },
    findings: told.length === 0 ? [] : [{ source: { ...source, text }, diagnostics: told }],
    readsAs: hasErrors(diagnostics) ? null : (made?.name?.text ?? id),
  };
}

/** What is wrong with one value, in words; null when it will do. The other parameters have their examples. */
export function checkArgument(place: DraftPlace, rule: DraftRule, name: string): string | null {
  const examples = Array.from(
    givenExamples(rule.template).entries,
    ([key, { value }]) => [key, value] as const,
  );
  const own = rule.given.get(name);
  const given = new Map([...examples, ...(own === undefined ? [] : [[name, own] as const])]);
  const { findings } = draftRule(place, { ...rule, given });
  const [error] = findings
    .flatMap(({ diagnostics }) => diagnostics)
    .filter((one) => one.severity === 'error');
  if (error === undefined) return null;
  return error.help === null ? error.message : `${error.message}; ${error.help}`;
}

/** In the order of the template. */
function argumentsOf({ id, parameters }: RuleTemplate, given: ReadonlyMap<string, Yaml>): YamlMap {
  const entries = parameters.flatMap(({ name }) => {
    const value = given.get(name.text);
    return value === undefined ? [] : [[name.text, value] as const];
  });
  return placedMap(entries, id.span);
}

function insertedIn(before: string, after: string): { readonly start: number; readonly end: number } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  return { start, end: start + after.length - before.length };
}
