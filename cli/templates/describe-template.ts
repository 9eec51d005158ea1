import { useTemplates } from '../../compiler/index.ts';
import {
  exampleArguments,
  placedMap,
  printUse,
  printYaml,
  type RuleTemplate,
  templatePolicy,
  type YamlMap,
} from '../../grammar/index.ts';

/** Everything that people want to know of a template before they use it. */
export interface TemplateDescription {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly origin: Origin;
  /** The name of its rule, with the examples for values. */
  readonly readsAs: string;
  readonly parameters: readonly ParameterDescription[];
  /** An item of `rules` with the examples for values. */
  readonly rule: string;
  /** The names of its tests. */
  readonly tests: readonly string[];
}

/** Where a template comes from: `lintel`, or the project that it stands in. */
export type Origin = 'lintel' | 'project';

export interface ParameterDescription {
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly description: string | null;
  /** As it can stand under `with`. */
  readonly example: string | null;
  /** As it can stand under `with`; null: it has to be filled. */
  readonly default: string | null;
}

/** What a template is good for, and how it is used. */
export function describeTemplate(template: RuleTemplate, origin: Origin): TemplateDescription {
  const name = template.id.text;
  return {
    name,
    title: template.name?.text ?? name,
    summary: template.summary?.text ?? '',
    category: template.category?.text ?? 'Others',
    origin,
    readsAs: readsAs(template),
    parameters: template.parameters.map((one) => ({
      name: one.name.text,
      type: one.type.text,
      title: one.title?.text ?? one.name.text,
      description: one.description?.text ?? null,
      example: one.example === null ? null : printYaml(one.example),
      default: one.default === null ? null : printYaml(one.default),
    })),
    rule: printUse({ id: name, template: name, with: givenExamples(template) }),
    tests: template.tests.flatMap(({ test }) => {
      const title = test.entries.get('name')?.value;
      return title?.kind === 'text' ? [title.text] : [];
    }),
  };
}

/** Values for the parameters that have an example, or have to be filled: the example, or what goes for one. */
export function givenExamples(template: RuleTemplate): YamlMap {
  const all = exampleArguments(template, 'example');
  const needed = template.parameters.flatMap((one) => {
    const entry = all.entries.get(one.name.text);
    const isLeftOut = one.example === null && one.default !== null;
    return isLeftOut || entry === undefined ? [] : [[one.name.text, entry.value] as const];
  });
  return placedMap(needed, all.span);
}

function readsAs(template: RuleTemplate): string {
  const { value } = templatePolicy(template, exampleArguments(template, 'example'), []);
  const { policy } = useTemplates(value, new Map([[template.id.text, template]]));
  return policy.rules[0]?.name?.text ?? template.id.text;
}
