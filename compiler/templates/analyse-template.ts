import {
  type Diagnostic,
  exampleArguments,
  hasErrors,
  parseTemplateText,
  type Result,
  type RuleTemplate,
  type Span,
  suggest,
  templatePolicy,
  type YamlMap,
} from '../../grammar/index.ts';
import type { World } from '../check/check.ts';
import { checkParameterType, parameterType } from '../check/definitions/parameter-type.ts';
import { nameHolder } from '../check/expressions/check-path.ts';
import { nameTaken, unknownName } from '../check/messages/check-name-messages.ts';
import { type AnalysedPolicy, analysePolicy } from '../compile.ts';
import { idsOfUse } from './use-templates.ts';

/**
 * Checks a template by itself, with its examples and its defaults for values, and makes its tests ready to run: for each
 * the policy of one rule that uses the template as the test says, with that test alone. Null when there are errors. All
 * diagnostics are about the file of the template.
 */
export function analyseTemplate(
  template: RuleTemplate,
  world: World,
): Result<readonly AnalysedPolicy[] | null> {
  const { text: id } = template.id;
  // Hosts, secrets and targets are those of the project that uses it; its examples only stand for them.
  const examples = { hosts: null, secrets: null, targets: [] };
  const inside: World = {
    ...world,
    ...examples,
    templates: new Map([[id, template]]),
    rules: idsOfUse(template),
  };
  const found = [...checkParameters(template), ...checkSources(template), ...checkName(template)];
  for (const preferred of ['example', 'default'] as const) {
    const given = exampleArguments(template, preferred);
    // All tests together, so that two of the same name are seen.
    const { diagnostics } = analysePolicy(templatePolicy(template, given, template.tests), inside);
    found.push(...diagnostics.filter(({ span }) => !isOfUnknownType(span, template)));
  }
  if (hasErrors(found)) return { value: null, diagnostics: onceEach(found) };
  const uses = template.tests.flatMap((test) => {
    const { value, diagnostics } = analysePolicy(templatePolicy(template, test.with, [test]), inside);
    found.push(...diagnostics.filter(({ severity }) => severity === 'error'));
    return value ?? [];
  });
  return { value: hasErrors(found) ? null : uses, diagnostics: onceEach(found) };
}

function checkParameters({ parameters }: RuleTemplate): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { name, type } of parameters) {
    const by = nameHolder(name.text);
    if (by !== null) diagnostics.push(nameTaken({ name: name.text, span: name.span, by, first: null }));
    checkParameterType(type, (diagnostic) => void diagnostics.push(diagnostic));
  }
  return diagnostics;
}

/** Whether it is about a value of which nobody can say what it has to be: the type of its parameter is told already. */
function isOfUnknownType({ start, end }: Span, { parameters }: RuleTemplate): boolean {
  return parameters.some(
    ({ type, example, default: fallback }) =>
      parameterType(type).kind === 'error' &&
      [example, fallback].some(
        (value) => value !== null && value.span.start <= start && end <= value.span.end,
      ),
  );
}

/** The names of its look-ups stand beside those of the parameters. */
function checkSources({ sources, parameters }: RuleTemplate): readonly Diagnostic[] {
  return [...(sources?.entries.values() ?? [])].flatMap(({ key: { text, span } }) => {
    const parameter = parameters.find(({ name }) => name.text === text);
    const by = parameter === undefined ? nameHolder(text) : 'a parameter';
    return by === null ? [] : [nameTaken({ name: text, span, by, first: parameter?.name.span ?? null })];
  });
}

/** The name of the rule is put together once for each use, long before a login: it can only tell parameters. */
function checkName({ rule, followedBy, parameters }: RuleTemplate): readonly Diagnostic[] {
  return [rule, ...followedBy].flatMap((one) => checkNameOf(one, parameters));
}

function checkNameOf(rule: YamlMap, parameters: RuleTemplate['parameters']): readonly Diagnostic[] {
  const name = rule.entries.get('name')?.value;
  if (name?.kind !== 'text') return [];
  const { value, diagnostics } = parseTemplateText(name.text, name.placement);
  if (value.kind === 'text') return diagnostics;
  const known = parameters.map((one) => one.name.text);
  const unknown = value.parts.flatMap((part) => {
    if (typeof part === 'string' || part.kind === 'unreadable') return [];
    const names = part.kind === 'path' ? part.segments.map((segment) => segment.name) : [];
    const written = names.join('.');
    if (known.includes(written)) return [];
    return [unknownName({ name: written, span: part.span, suggestion: suggest(written, known) })];
  });
  return [...diagnostics, ...unknown];
}

/** What is said of the rule is said for each of its values. In the order of the file. */
function onceEach(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const places = diagnostics.map(({ code, span }) => `${code} ${span.start} ${span.end}`);
  const first = diagnostics.filter((_, index) => places.indexOf(places[index] ?? '') === index);
  return first.toSorted((a, b) => a.span.start - b.span.start);
}
