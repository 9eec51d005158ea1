import {
  type Argument,
  type Diagnostic,
  isDefinitionType,
  type ListDefinition,
  parametersAsWords,
  type RuleTemplate,
  type Yaml,
} from '../../grammar/index.ts';
import { listFromFile } from '../check/messages/check-use-messages.ts';

/**
 * What stands for the parameters of a use where a template wants plain words, as under `for`: the value, and for the name
 * of a list of the policy the items of that list.
 */
export function wordsOfArguments(
  template: RuleTemplate,
  given: readonly Argument[],
  lists: readonly ListDefinition[],
  report: (diagnostic: Diagnostic) => void,
): ReadonlyMap<string, Yaml> {
  const asWords = parametersAsWords(template);
  const known = new Map(lists.map((list) => [list.name.text, list]));
  return new Map(
    given.map(({ parameter, value }): readonly [string, Yaml] => {
      const name = parameter.name.text;
      const isNamed = value.kind === 'text' && isDefinitionType(parameter.type.text);
      const list = isNamed ? known.get(value.text) : undefined;
      if (list === undefined || value.kind !== 'text' || !asWords.has(name)) return [name, value];
      if (list.file !== null) report(listFromFile({ name, list: list.name.text, span: value.span }));
      const items = list.items.map(({ text }) => ({ ...value, text }));
      return [name, { kind: 'list', items, span: value.span }];
    }),
  );
}
