import { DURATION_UNITS, type Expression, type Path } from '../../grammar/index.ts';
import { builtins, type Type, type Value } from '../../stdlib/index.ts';
import { wallClock } from './clock.ts';
import { decide, decideTree } from './decide.ts';
import { fold, foldAscii, isSame } from './equality.ts';
import { common, typeOf, typeOfMember } from './infer.ts';
import { findPlace } from './names.ts';
import { plainText } from './plain-text.ts';
import { namedType, readList, type Scene } from './scene.ts';
import { isRecord, shapeAs } from './shape.ts';
import { valueOfTruth } from './truth.ts';

/** What an expression is worth for a login, at the type at which it is used; missing is `undefined`. */
export function evaluate(expression: Expression, type: Type, scene: Scene): Value {
  switch (expression.kind) {
    case 'text':
    case 'number':
    case 'date':
    case 'ip':
    case 'network':
    case 'truth':
      return expression.value;
    case 'time':
      return shapeAs(expression.value, { kind: 'time' });
    case 'instant':
      return Date.parse(expression.value);
    case 'duration':
      return expression.amount * DURATION_UNITS[expression.unit];
    case 'pattern':
      throw new Error('a pattern stands only beside `matches`');
    case 'template':
      return join(expression.parts, scene);
    case 'list': {
      const of: Type = type.kind === 'list' ? type.of : { kind: 'any' };
      return allPresent(expression.items.map((item) => evaluate(item, of, scene)));
    }
    case 'path':
      return shapeAs(follow(expression, scene), type.kind === 'any' ? typeOf(expression, scene) : type);
    case 'call':
      return call(expression.name.name, expression.arguments, scene);
    case 'not':
    case 'and':
    case 'or':
    case 'comparison':
    case 'between':
    case 'presence':
      return valueOfTruth(decide(expression, scene));
    case 'otherwise':
      return expression.options
        .map((option) => evaluate(option, type, scene))
        .find((value) => value !== undefined);
    case 'arithmetic':
      return compute(expression.operator, number(expression.left, scene), number(expression.right, scene));
    case 'if': {
      const condition = decide(expression.condition, scene);
      if (condition === 'unknown') return undefined;
      return evaluate(condition === 'yes' ? expression.then : expression.else, type, scene);
    }
    case 'lookup':
      return lookup(expression, scene);
    case 'quantified':
      return expression.quantifier === 'count of'
        ? chosenMembers(expression, scene)?.length
        : valueOfTruth(decide(expression, scene));
    case 'projection': {
      const of: Type = type.kind === 'list' ? type.of : { kind: 'any' };
      const values = chosenMembers(expression, scene)?.map((inside) =>
        evaluate(expression.value, of, inside),
      );
      return values === undefined ? undefined : allPresent(values);
    }
    case 'unreadable':
      throw new Error('an accepted policy holds nothing that could not be read');
  }
}

/** The scenes with the variable bound to each member of a list; `undefined` when the list is missing. */
export function eachMember(
  quantifier: { readonly variable: { readonly name: string }; readonly list: Expression },
  scene: Scene,
): readonly Scene[] | undefined {
  const type = typeOf(quantifier.list, scene);
  const list = evaluate(
    quantifier.list,
    type.kind === 'list' ? type : { kind: 'list', of: { kind: 'any' } },
    scene,
  );
  if (!Array.isArray(list)) return undefined;
  const of: Type = type.kind === 'list' ? type.of : { kind: 'any' };
  return list.map((value: Value) => ({
    ...scene,
    variables: new Map([...scene.variables, [quantifier.variable.name, { type: of, value }]]),
  }));
}

/** A list with a missing member is missing as a whole. */
export function allPresent(values: readonly Value[]): Value {
  return values.includes(undefined) ? undefined : values;
}

/** The scenes of the members for which the condition is yes; `undefined` when one is in doubt. */
function chosenMembers(
  quantifier: Extract<Expression, { readonly kind: 'quantified' | 'projection' }>,
  scene: Scene,
): readonly Scene[] | undefined {
  const members = eachMember(quantifier, scene);
  if (members === undefined) return undefined;
  const { condition } = quantifier;
  const truths = members.map((inside) => (condition === null ? 'yes' : decide(condition, inside)));
  return truths.includes('unknown') ? undefined : members.filter((_, index) => truths[index] === 'yes');
}

/** What stands at a path, as it stands there. */
function follow(path: Path, scene: Scene): unknown {
  const names = path.segments.map((segment) => segment.name);
  const [first = '', second = ''] = names;
  const variable = scene.variables.get(first);
  if (variable !== undefined) return descend(variable.value, variable.type, names.slice(1));
  const list = scene.policy.lists.find((one) => one.name.text === first);
  if (list !== undefined) return readList(list).items;
  const condition = scene.policy.conditions.find((one) => one.name.text === first);
  if (condition !== undefined) {
    return valueOfTruth(decideTree(condition.condition, { ...scene, variables: new Map() }));
  }
  if (scene.policy.sources.some((one) => one.name.text === first))
    return descend(answerOf(first, scene), { kind: 'any' }, names.slice(1));
  if (first === 'counts') return answerOf(`counts.${second}`, scene);
  if (first === 'settings') return scene.policy.settings.find((one) => one.name.text === second)?.value.text;
  if (first === 'now') return scene.now;
  if (first === 'today') return wallClock(scene.now, scene.policy.timezone?.text ?? 'UTC').date;
  const found = findPlace(names);
  if (found === null) return undefined;
  const { place, length } = found;
  let at: unknown = place.root === 'user' ? scene.user : scene.context;
  for (const name of place.path) at = own(at, name);
  const made = place.make === undefined ? at : place.make(at);
  const value = shapeAs(made ?? assumed(names.slice(0, length).join('.'), scene), place.type);
  return descend(value, place.type, names.slice(length));
}

function answerOf(name: string, scene: Scene): unknown {
  const answer = scene.answers.get(name);
  return answer?.state === 'answered' ? answer.value : undefined;
}

function assumed(name: string, scene: Scene): unknown {
  for (const { field, value } of scene.policy.assume) {
    const { expression } = field;
    if (expression.kind !== 'path' || expression.segments.map((one) => one.name).join('.') !== name) continue;
    if (value.kind === 'list')
      return value.items.map((item) => (item.kind === 'text' ? item.value : undefined));
    if (value.kind !== 'text') return undefined;
    if (value.value === 'yes' || value.value === 'true') return true;
    if (value.value === 'no' || value.value === 'false') return false;
    return value.value;
  }
  return undefined;
}

function descend(value: unknown, type: Type, names: readonly string[]): unknown {
  let at = value;
  let of = type;
  for (const name of names) {
    at = of.kind === 'email' ? partOfAddress(at, name) : own(at, name);
    of = typeOfMember(of, name);
    if (of.kind !== 'any') at = shapeAs(at, of);
  }
  return at;
}

function partOfAddress(address: unknown, part: string): string | undefined {
  if (typeof address !== 'string') return undefined;
  const at = address.lastIndexOf('@');
  if (at <= 0 || at === address.length - 1) return undefined;
  return part === 'domain' ? foldAscii(address.slice(at + 1)) : address.slice(0, at);
}

function own(record: unknown, name: string): unknown {
  return isRecord(record) && Object.hasOwn(record, name) ? record[name] : undefined;
}

function join(parts: readonly (string | Expression)[], scene: Scene): Value {
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part;
    return plainText(evaluate(part, typeOf(part, scene), scene));
  });
  return texts.includes(undefined) ? undefined : texts.join('');
}

function call(name: string, operands: readonly Expression[], scene: Scene): Value {
  const builtin = builtins.get(name);
  if (builtin === undefined)
    throw new Error(`generated policies call only known functions, and \`${name}\` is none`);
  const values = operands.map((operand, index) => {
    const parameter = builtin.parameters[index] ?? builtin.parameters.at(-1);
    const type =
      parameter === undefined || mentionsVariable(parameter.type) ? typeOf(operand, scene) : parameter.type;
    return evaluate(operand, common([typeOf(operand, scene), type]), scene);
  });
  if (values.includes(undefined)) return undefined;
  const combine = COMBINING.get(name);
  if (combine === undefined) return builtin.run(...(values as never[]));
  const member = common(operands.map((operand) => memberOf(typeOf(operand, scene))));
  const [list, other] = values;
  if (!Array.isArray(list)) return undefined;
  const others = Array.isArray(other) ? other : [other];
  return combine(list, others, (of, one) => of.some((each: Value) => isSame(each, one, member, 'by type')));
}

type Has = (list: readonly Value[], member: Value) => boolean;
type Combine = (list: readonly Value[], others: readonly Value[], has: Has) => readonly Value[];

/** What the functions mean that compare members of lists. */
const COMBINING: ReadonlyMap<string, Combine> = new Map<string, Combine>([
  ['unique', (list, _, has) => once(list, has)],
  ['union', (list, others, has) => once([...list, ...others], has)],
  ['except', (list, others, has) => once(list, has).filter((one) => !has(others, one))],
  ['intersect', (list, others, has) => once(list, has).filter((one) => has(others, one))],
  ['remove', (list, others, has) => list.filter((one) => !has(others, one))],
]);

function once(list: readonly Value[], has: Has): readonly Value[] {
  return list.filter((one, index) => !has(list.slice(0, index), one));
}

function memberOf(type: Type): Type {
  return type.kind === 'list' ? type.of : type;
}

function mentionsVariable(type: Type): boolean {
  return type.kind === 'variable' || (type.kind === 'list' && mentionsVariable(type.of));
}

function number(expression: Expression, scene: Scene): number | undefined {
  const value = evaluate(expression, { kind: 'number' }, scene);
  return typeof value === 'number' ? value : undefined;
}

function compute(operator: string, a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const results: ReadonlyMap<string, number> = new Map([
    ['+', a + b],
    ['-', a - b],
    ['*', a * b],
    ['/', a / b],
    ['mod', a - b * Math.floor(a / b)],
  ]);
  const result = results.get(operator);
  return result !== undefined && Number.isFinite(result) ? result : undefined;
}

function lookup(expression: Extract<Expression, { readonly kind: 'lookup' }>, scene: Scene): Value {
  const table = scene.policy.tables.find((one) => one.name.text === expression.table.name);
  if (table === undefined) return undefined;
  const from = namedType(table.from.text);
  const many = typeOf(expression.key, scene).kind === 'list';
  const key = evaluate(expression.key, many ? { kind: 'list', of: from } : from, scene);
  if (key === undefined) return undefined;
  const keys = (Array.isArray(key) ? key : [key]).map((one: Value) => fold(one, from, 'by type'));
  const rows = keys.flatMap((one) => table.rows.filter((row) => fold(row.key.text, from, 'by type') === one));
  if (rows.length === 0) return undefined;
  const values = rows.map((row) => row.value);
  const [only] = values;
  if (!many && only !== undefined && 'text' in only) return only.text;
  return [
    ...new Set(values.flatMap((value) => ('text' in value ? [value.text] : value.map((one) => one.text)))),
  ];
}
