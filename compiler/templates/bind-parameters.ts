import {
  type Argument,
  type BoundParameter,
  type Diagnostic,
  type Expression,
  isDefinitionType,
  type ListDefinition,
  type NetworkDefinition,
  parseExpression,
  parseNetworks,
  parseSchedules,
  placedMap,
  type RuleDefinition,
  type ScheduleDefinition,
  type Word,
  wordsOf,
  type Yaml,
} from '../../grammar/index.ts';
import { isTextKind, parseNetwork, type Type } from '../../stdlib/index.ts';
import { parameterType } from '../check/definitions/parameter-type.ts';
import { unfittingParameter } from '../check/messages/check-use-messages.ts';

/** What the parameters of a use stand for, and the definitions that stand in `with`, which the policy gains. */
export interface Bindings {
  readonly parameters: readonly BoundParameter[];
  readonly networks: readonly NetworkDefinition[];
  readonly schedules: readonly ScheduleDefinition[];
  readonly lists: readonly ListDefinition[];
}

/** Gives each parameter its value, by the type of the parameter alone: a text stays a text, whatever is in it. */
export function bindParameters(
  rule: RuleDefinition,
  given: readonly Argument[],
  report: (diagnostic: Diagnostic) => void,
): Bindings {
  const networks: NetworkDefinition[] = [];
  const schedules: ScheduleDefinition[] = [];
  const lists: ListDefinition[] = [];
  const parameters = given.map(({ parameter, value, key }): BoundParameter => {
    const { name, type } = parameter;
    const bound = (expression: Expression) => ({ name: name.text, type, value: expression });
    if (type.text === 'secret') return bound(secretNamed(value));
    if (!isDefinitionType(type.text)) return bound(readValue(name.text, value, parameterType(type), report));
    if (isName(value, type.text)) return bound(pathTo(value.text, value.span));
    // No sentence can write a name with spaces, so that this one is nobody else's.
    const own: Word = { text: `${name.text} of ${rule.id.text}`, span: key };
    const entry = placedMap([[own.text, value]], key);
    if (type.text === 'network') networks.push(...parseNetworks(entry).map((one) => ({ ...one, name: own })));
    else if (type.text === 'schedule')
      schedules.push(...parseSchedules(entry).map((one) => ({ ...one, name: own })));
    else lists.push(listOf(own, type, value));
    return bound(pathTo(own.text, value.span));
  });
  return { parameters, networks, schedules, lists };
}

/** Whether a value is the name of a definition of the policy. One address or range is a network by itself. */
function isName(value: Yaml, type: string): value is Yaml & { readonly kind: 'text' } {
  if (value.kind !== 'text') return false;
  return type !== 'network' || (parseNetwork(value.text) === undefined && !/^\d|[:/*]/.test(value.text));
}

/** `secrets.NAME`, of which the value is the name. */
function secretNamed(value: Yaml): Expression {
  const { span } = value;
  // The structure has been told already.
  if (value.kind !== 'text') return { kind: 'unreadable', span };
  const segments = [
    { name: 'secrets', span },
    { name: value.text, span },
  ];
  return { kind: 'path', segments, span };
}

function pathTo(name: string, span: Yaml['span']): Expression {
  return { kind: 'path', segments: [{ name, span }], span };
}

function listOf(name: Word, type: Word, value: Yaml): ListDefinition {
  const of: Word = { text: type.text.replace(/^list\s+of\s+/, ''), span: value.span };
  return { name, of, items: wordsOf(value) ?? [], file: null, column: null, span: value.span };
}

function readValue(
  name: string,
  value: Yaml,
  type: Type,
  report: (diagnostic: Diagnostic) => void,
): Expression {
  const { span } = value;
  // The structure has been told already.
  if (value.kind !== 'text') return { kind: 'unreadable', span };
  if (isTextKind(type.kind) || type.kind === 'error') return { kind: 'text', value: value.text, span };
  const { value: read, diagnostics } = parseExpression(value.text, value.placement);
  const kind = type.kind === 'yes/no' ? 'truth' : type.kind;
  if (read?.kind === kind) return read;
  const isMisspelt = read?.kind === 'unreadable' && diagnostics.length > 0;
  if (isMisspelt) for (const diagnostic of diagnostics) report(diagnostic);
  else report(unfittingParameter({ name, text: value.text, span, type }));
  return { kind: 'unreadable', span };
}
