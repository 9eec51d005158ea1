import {
  type Allowance,
  argumentChecker,
  argumentsOf,
  type Diagnostic,
  hasErrors,
  instantiateAllowances,
  instantiateFollowers,
  instantiateRule,
  instantiateSources,
  type Policy,
  type RuleDefinition,
  type RuleTemplate,
  type SourceDefinition,
  suggest,
  type TemplateUse,
} from '../../grammar/index.ts';
import type { World } from '../check/check.ts';
import { unknownTemplate } from '../check/messages/check-use-messages.ts';
import { type Bindings, bindParameters } from './bind-parameters.ts';
import { wordsOfArguments } from './words-of-arguments.ts';

/** A policy without `uses`. */
interface WrittenOut {
  readonly policy: Policy;
  /** False when a rule is missing because its template cannot be used: then nothing may run. */
  readonly isWhole: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Puts rules in the place of those with `uses`: the sentences of the template, in which the parameters are names of the
 * rule's own. What stands in `with` as a list, network or schedule becomes a definition of the policy,
 * and so do the look-ups of the template. What the template's author has allowed is allowed there.
 */
export function useTemplates(policy: Policy, templates: World['templates']): WrittenOut {
  if (policy.rules.every(({ uses }) => uses === null)) return { policy, isWhole: true, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const bindings: Bindings[] = [];
  const sources: SourceDefinition[] = [];
  const allowances: Allowance[] = [];
  const checkers = new Map<RuleTemplate, ReturnType<typeof argumentChecker>>();
  const check = (template: RuleTemplate, use: TemplateUse): readonly Diagnostic[] => {
    const checker = checkers.get(template) ?? argumentChecker(template);
    checkers.set(template, checker);
    return checker(use);
  };
  let isWhole = true;
  const taken = new Set(policy.rules.map(({ id }) => id.text));
  const rules = policy.rules.flatMap((rule): readonly RuleDefinition[] => {
    if (rule.uses === null) return [rule];
    const made = useTemplate(rule, policy, templates, { check, taken, diagnostics });
    if (made?.bindings !== undefined) bindings.push(made.bindings);
    if (made !== null) {
      sources.push(...(made.sources ?? []));
      allowances.push(...(made.allowances ?? []));
    }
    if (made?.rules === undefined) isWhole = false;
    return made?.rules ?? [rule];
  });
  if (bindings.length === 0) return { policy, isWhole, diagnostics };
  const complete: Policy = {
    ...policy,
    rules,
    networks: [...policy.networks, ...bindings.flatMap(({ networks }) => networks)],
    schedules: [...policy.schedules, ...bindings.flatMap(({ schedules }) => schedules)],
    lists: [...policy.lists, ...bindings.flatMap(({ lists }) => lists)],
    sources: [...policy.sources, ...sources],
    allowances: [...policy.allowances, ...allowances],
  };
  return { policy: complete, isWhole, diagnostics };
}

/** The identifiers of the rules that a use of a template comes to where it is the only rule and called after it. */
export function idsOfUse({ id: { text }, followedBy }: RuleTemplate): readonly string[] {
  const taken = new Set([text]);
  for (const _ of followedBy) takeId(text, taken);
  return [...taken];
}

/** What a use comes to; without rules when its values cannot be read. */
interface Made {
  readonly rules?: readonly RuleDefinition[];
  readonly sources?: readonly SourceDefinition[];
  readonly allowances?: readonly Allowance[];
  readonly bindings: Bindings;
}

/** What all uses of a policy have in common. */
interface Reading {
  readonly check: (template: RuleTemplate, use: TemplateUse) => readonly Diagnostic[];
  /** The identifiers of rules. */
  readonly taken: Set<string>;
  readonly diagnostics: Diagnostic[];
}

function useTemplate(
  rule: RuleDefinition,
  policy: Policy,
  templates: World['templates'],
  { check, taken, diagnostics }: Reading,
): Made | null {
  if (rule.uses === null) throw new Error('only rules with `uses` are made of templates');
  const { text: name, span } = rule.uses.template;
  const template = templates.get(name);
  if (template === undefined) {
    diagnostics.push(
      unknownTemplate({ name, span, suggestion: suggest(name, [...templates.keys()].toSorted()) }),
    );
  }
  if (template === undefined || template === null) return null;
  const wrong = check(template, rule.uses);
  diagnostics.push(...wrong);
  if (hasErrors(wrong)) return null;
  const given = argumentsOf(template, rule.uses, policy.source);
  const before = diagnostics.length;
  const bindings = bindParameters(rule, given, (diagnostic) => void diagnostics.push(diagnostic));
  if (diagnostics.length > before) return { bindings };
  const words = wordsOfArguments(
    template,
    given,
    policy.lists,
    (diagnostic) => void diagnostics.push(diagnostic),
  );
  if (diagnostics.length > before) return { bindings };
  const use = { rule, source: policy.source, template, given, words, parameters: bindings.parameters };
  const nameOne = () => takeId(rule.id.text, taken);
  return {
    rules: [instantiateRule(use, { diagnostics }), ...instantiateFollowers(use, nameOne, { diagnostics })],
    sources: instantiateSources(use, { diagnostics }),
    allowances: instantiateAllowances(use),
    bindings,
  };
}

/** An identifier for a rule that follows the one of that identifier. */
function takeId(id: string, taken: Set<string>): string {
  const free = freeId(id, taken);
  taken.add(free);
  return free;
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  const after = `${id}-after`;
  return taken.has(after) ? freeId(after, taken) : after;
}
