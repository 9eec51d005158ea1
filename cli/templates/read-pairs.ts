import { type ParameterDefinition, type RuleTemplate, suggest, type Yaml } from '../../grammar/index.ts';
import { UsageError } from '../exit-codes.ts';
import { readAnswer } from './read-answer.ts';

/** What `--with parameter=value` says, by parameter; `names` are those of the policy's lists. */
export function readPairs(
  { id, parameters }: RuleTemplate,
  pairs: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, Yaml> {
  const given = new Map<string, Yaml>();
  for (const { name, text } of pairs.map(splitPair)) {
    const parameter = parameters.find((one) => one.name.text === name);
    if (parameter === undefined) throw unknownParameter(name, id.text, parameters);
    if (given.has(name)) throw new UsageError(`--with ${name}=… is there twice`);
    const value = readAnswer(parameter, text, names);
    if (value === null)
      throw new UsageError(`--with ${name}=${text} cannot be read as a ${parameter.type.text}`);
    given.set(name, value);
  }
  return given;
}

/** The parameters that have to be filled and are not. */
export function missingIn(
  { parameters }: RuleTemplate,
  pairs: readonly string[],
): readonly ParameterDefinition[] {
  const named = new Set(pairs.map((pair) => splitPair(pair).name));
  return parameters.filter((one) => one.default === null && !named.has(one.name.text));
}

function splitPair(pair: string): { readonly name: string; readonly text: string } {
  const at = pair.indexOf('=');
  if (at <= 0) throw new UsageError(`--with ${pair} says no value: write --with parameter=value`);
  return { name: pair.slice(0, at).trim(), text: pair.slice(at + 1) };
}

function unknownParameter(
  name: string,
  template: string,
  parameters: readonly ParameterDefinition[],
): UsageError {
  const known = parameters.map((one) => one.name.text);
  const near = suggest(name, known);
  const hint = near === null ? `it has ${known.join(', ')}` : `did you mean \`${near}\`?`;
  return new UsageError(`the template \`${template}\` has no parameter \`${name}\`; ${hint}`);
}
