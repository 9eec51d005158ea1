import { createAjv } from './create-ajv.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { WordKind } from './fill-words.ts';
import { placedMap, placedText, placeYaml } from './place-yaml.ts';
import policySchema from './policy.schema.json' with { type: 'json' };
import type { ParameterDefinition, RuleTemplate, TemplateUse } from './rule-template.ts';
import type { Source, Span } from './source.ts';
import { explainErrors, toPlain } from './structure.ts';
import { wordsOfTemplate } from './words-of-template.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** The value that a use gives a parameter, in the file of the use. */
export interface Argument {
  readonly parameter: ParameterDefinition;
  readonly value: Yaml;
  /** The place of its key; of a default, that of the use. */
  readonly key: Span;
}

/** Holds `with` of uses against the parameters of one template: all there, none too many, lists where lists belong. */
export function argumentChecker(template: RuleTemplate): (use: TemplateUse) => readonly Diagnostic[] {
  const validate = createAjv().compile(schemaOf(template));
  return (use) => {
    const { span } = use.template;
    const given = use.with ?? placedMap([], span);
    const entry = { key: placedText('with', use.withKey), value: given };
    const root: YamlMap = { ...placedMap([], span), entries: new Map([['with', entry]]) };
    return validate(toPlain(root)) ? [] : explainErrors(root, validate.errors ?? []);
  };
}

/** What the parameters stand for in one use: what it says, or else the defaults. `source` is the file of the use. */
export function argumentsOf(template: RuleTemplate, use: TemplateUse, source: Source): readonly Argument[] {
  const { span } = use.template;
  return template.parameters.flatMap((parameter) => {
    const given = use.with?.entries.get(parameter.name.text);
    if (given !== undefined) return [{ parameter, value: given.value, key: given.key.span }];
    if (parameter.default === null) return [];
    const isHere = template.source === source;
    const value = isHere ? parameter.default : placeYaml(parameter.default, span);
    return [{ parameter, value, key: isHere ? parameter.name.span : span }];
  });
}

/** What holds a definition of its own, or else names one of the policy. */
export function isDefinitionType(type: string): boolean {
  return type === 'network' || type === 'schedule' || /^list\s+of\s/.test(type);
}

function schemaOf(template: RuleTemplate): object {
  const { parameters } = template;
  const { text, texts } = policySchema.$defs;
  const words = wordsOfTemplate(template);
  const entries = parameters.map((one) => [
    one.name.text,
    { ...valueSchema(one), allOf: Array.from(words.get(one.name.text) ?? [], wordSchema) },
  ]);
  return {
    type: 'object',
    $defs: { text, texts },
    properties: {
      with: {
        type: 'object',
        additionalProperties: false,
        required: parameters.filter((one) => one.default === null).map(({ name }) => name.text),
        properties: Object.fromEntries(entries),
      },
    },
  };
}

function valueSchema({ type, example }: ParameterDefinition): object {
  const examples = example === null ? {} : { examples: [toPlain(example)] };
  if (type.text === 'schedule')
    return { ...policySchema.$defs.schedule, type: ['string', 'object'], ...examples };
  if (!isDefinitionType(type.text)) return { type: 'string', ...examples };
  return { type: ['string', 'array'], items: { type: 'string' }, minItems: 1, ...examples };
}

/** What a place of the template wants of the parameter that stands there. */
function wordSchema(kind: WordKind): object {
  switch (kind) {
    case 'any':
      return {};
    case 'failure':
      return policySchema.$defs.source.properties.if_it_fails;
    case 'counter':
      return policySchema.$defs.settingName;
  }
}
