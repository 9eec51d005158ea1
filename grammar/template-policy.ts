import { buildPolicy } from './build-policy.ts';
import type { Result } from './diagnostic.ts';
import { placedMap, placedText } from './place-yaml.ts';
import type { Policy } from './policy.ts';
import type { ParameterDefinition, RuleTemplate, TemplateTest } from './rule-template.ts';
import type { Span } from './source.ts';
import { checkStructure } from './structure.ts';
import { wordsOfTemplate } from './words-of-template.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/**
 * The policy of one rule that uses the template, both called after it, with tests of the template. It stands in the file
 * of the template, so that all its spans are places there.
 */
export function templatePolicy(
  template: RuleTemplate,
  given: YamlMap | null,
  tests: readonly TemplateTest[],
): Result<Policy> {
  const { source, comments } = template;
  const { span } = template.id;
  const id = placedText(template.id.text, span);
  const values: readonly (readonly [string, Yaml])[] = given === null ? [] : [['with', given]];
  const rule: YamlMap = {
    ...placedMap([['id', id], ['uses', id], ...values], span),
    span: template.rule.span,
  };
  const items = tests.map((test) => namedTest(test, template.tests.indexOf(test)));
  const root = placedMap(
    [
      ['policy', id],
      ['rules', { kind: 'list', items: [rule], span }],
      ['tests', { kind: 'list', items, span }],
    ],
    span,
  );
  return buildPolicy({ source, root, comments, diagnostics: checkStructure(root) });
}

/** The values of which the rule of a template is made where it is checked by itself. */
export function exampleArguments(template: RuleTemplate, preferred: 'example' | 'default'): YamlMap {
  const other = preferred === 'example' ? 'default' : 'example';
  const words = wordsOfTemplate(template);
  const sample = ({ name, type }: ParameterDefinition) =>
    words.get(name.text)?.has('failure') ? placedText('deny', name.span) : sampleOf(type.text, name.span);
  return placedMap(
    template.parameters.map((one) => [one.name.text, one[preferred] ?? one[other] ?? sample(one)]),
    template.id.span,
  );
}

/** A test of a template need not have a name: it is the only one there, or known by its number. */
function namedTest({ test }: TemplateTest, index: number): YamlMap {
  if (test.entries.has('name')) return test;
  const span = firstKeyOf(test);
  const name = placedText(`test ${index + 1}`, span);
  return {
    ...test,
    entries: new Map([['name', { key: placedText('name', span), value: name }], ...test.entries]),
  };
}

function firstKeyOf(map: YamlMap): Span {
  for (const { key } of map.entries.values()) return key.span;
  return map.span;
}

function sampleOf(type: string, span: Span): Yaml {
  const member = /^list\s+of\s+(.+)$/.exec(type)?.[1];
  if (member !== undefined) return { kind: 'list', items: [sampleOf(member, span)], span };
  if (type !== 'schedule') return placedText(SAMPLES.get(type) ?? 'example', span);
  const text = (value: string): Yaml => placedText(value, span);
  return placedMap(
    [
      ['from', text('08:00')],
      ['to', text('18:00')],
      ['timezone', text('UTC')],
    ],
    span,
  );
}

const SAMPLES: ReadonlyMap<string, string> = new Map([
  ['email', 'ada@example.com'],
  ['domain', 'example.com'],
  ['url', 'https://example.com/'],
  ['country', 'DE'],
  ['number', '1'],
  ['yes/no', 'yes'],
  ['date', '2026-01-01'],
  ['time', '08:00'],
  ['instant', '2026-01-01T00:00:00Z'],
  ['duration', '1 hour'],
  ['ip', '203.0.113.7'],
  ['network', '203.0.113.0/24'],
  ['secret', 'EXAMPLE_SECRET'],
]);
