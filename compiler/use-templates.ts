import {
  argumentChecker,
  argumentsOf,
  type Diagnostic,
  hasErrors,
  instantiateRule,
  instantiateSources,
  type Policy,
  type RuleDefinition,
  type RuleTemplate,
  type SourceDefinition,
  suggest,
  type TemplateUse,
} from '../grammar/index.ts';
import { type Bindings, bindParameters } from './bind-parameters.ts';
import type { World } from './check.ts';
import { unknownTemplate } from './check-use-messages.ts';
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
 * and so do the look-ups of the template.
 */
export function useTemplates(policy: Policy, templates: World['templates']): WrittenOut {
  const diagnostics: Diagnostic[] = [];
  const bindings: Bindings[] = [];
  const sources: SourceDefinition[] = [];
  const checkers = new Map<RuleTemplate, ReturnType<typeof argumentChecker>>();
  const check = (template: RuleTemplate, use: TemplateUse): readonly Diagnostic[] => {
    const checker = checkers.get(template) ?? argumentChecker(template);
    checkers.set(template, checker);
    return checker(use);
  };
  let isWhole = true;
  const rules = policy.rules.map((rule): RuleDefinition => {
    if (rule.uses === null) return rule;
    const made = useTemplate(rule, policy, templates, check, diagnostics);
    if (made?.bindings !== undefined) bindings.push(made.bindings);
    if (made !== null) sources.push(...(made.sources ?? []));
    if (made?.rule === undefined) isWhole = false;
    return made?.rule ?? rule;
  });
  if (bindings.length === 0) return { policy, isWhole, diagnostics };
  const complete: Policy = {
    ...policy,
    rules,
    networks: [...policy.networks, ...bindings.flatMap(({ networks }) => networks)],
    schedules: [...policy.schedules, ...bindings.flatMap(({ schedules }) => schedules)],
    lists: [...policy.lists, ...bindings.flatMap(({ lists }) => lists)],
    sources: [...policy.sources, ...sources],
  };
  return { policy: complete, isWhole, diagnostics };
}

/** What a use comes to; without a rule when its values cannot be read. */
interface Made {
  readonly rule?: RuleDefinition;
  readonly sources?: readonly SourceDefinition[];
  readonly bindings: Bindings;
}

function useTemplate(
  rule: RuleDefinition,
  policy: Policy,
  templates: World['templates'],
  check: (template: RuleTemplate, use: TemplateUse) => readonly Diagnostic[],
  diagnostics: Diagnostic[],
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
  return {
    rule: instantiateRule(use, { diagnostics }),
    sources: instantiateSources(use, { diagnostics }),
    bindings,
  };
}
