import type { Expression, Path } from '../../grammar/index.ts';
import { builtins, type Type } from '../../stdlib/index.ts';
import { findPlace, IDENTITY_FIELDS } from './names.ts';
import { namedType, readList, type Scene } from './scene.ts';

const ANY: Type = { kind: 'any' };

/** The type of an expression by itself: a literal text is text, an entry of open metadata is any. */
export function typeOf(expression: Expression, scene: Scene): Type {
  switch (expression.kind) {
    case 'text':
    case 'template':
      return { kind: 'text' };
    case 'number':
    case 'duration':
    case 'date':
    case 'time':
    case 'instant':
    case 'ip':
    case 'network':
    case 'pattern':
      return { kind: expression.kind };
    case 'truth':
    case 'not':
    case 'and':
    case 'or':
    case 'comparison':
    case 'between':
    case 'presence':
      return { kind: 'yes/no' };
    case 'list':
      return { kind: 'list', of: common(expression.items.map((item) => typeOf(item, scene))) };
    case 'path':
      return typeOfPath(expression, scene);
    case 'call':
      return typeOfCall(expression.name.name, expression.arguments, scene);
    case 'otherwise':
      return common(expression.options.map((option) => typeOf(option, scene)));
    case 'arithmetic':
      return common([typeOf(expression.left, scene), typeOf(expression.right, scene), { kind: 'number' }]);
    case 'if':
      return common([typeOf(expression.then, scene), typeOf(expression.else, scene)]);
    case 'lookup': {
      const table = scene.policy.tables.find((one) => one.name.text === expression.table.name);
      const to = namedType(table?.to.text ?? 'text');
      return typeOf(expression.key, scene).kind === 'list' && to.kind !== 'list'
        ? { kind: 'list', of: to }
        : to;
    }
    case 'quantified':
      return { kind: expression.quantifier === 'count of' ? 'number' : 'yes/no' };
    case 'projection':
      return { kind: 'list', of: typeOf(expression.value, withMember(expression, scene)) };
    case 'unreadable':
      return ANY;
  }
}

/** What two or more things are that meet: an entry of open metadata and a text take the type of what they meet. */
export function common(types: readonly Type[]): Type {
  const lists = types.filter((type) => type.kind === 'list');
  if (lists.length > 0) return { kind: 'list', of: common(lists.map((list) => list.of)) };
  const definite = types.find((type) => type.kind !== 'any' && type.kind !== 'text');
  return definite ?? types.find((type) => type.kind === 'text') ?? ANY;
}

/** The scene inside a quantifier, for asking types: the variable is there, without a value. */
export function withMember(
  quantifier: { readonly variable: { readonly name: string }; readonly list: Expression },
  scene: Scene,
): Scene {
  const list = typeOf(quantifier.list, scene);
  const type = list.kind === 'list' ? list.of : ANY;
  return {
    ...scene,
    variables: new Map([...scene.variables, [quantifier.variable.name, { type, value: undefined }]]),
  };
}

/** The type of a field of a record or of a part of an address. */
export function typeOfMember(of: Type, name: string): Type {
  if (of.kind === 'email') return { kind: name === 'domain' ? 'domain' : 'text' };
  if (of.kind === 'record') return IDENTITY_FIELDS.get(name) ?? ANY;
  return ANY;
}

function typeOfPath(path: Path, scene: Scene): Type {
  const [first, ...rest] = path.segments.map((segment) => segment.name);
  if (first === undefined) return ANY;
  const variable = scene.variables.get(first);
  if (variable !== undefined) return rest.reduce(typeOfMember, variable.type);
  const list = scene.policy.lists.find((one) => one.name.text === first);
  if (list !== undefined) return { kind: 'list', of: readList(list).type };
  if (scene.policy.networks.some((one) => one.name.text === first)) return { kind: 'network' };
  if (scene.policy.schedules.some((one) => one.name.text === first)) return { kind: 'schedule' };
  if (scene.policy.conditions.some((one) => one.name.text === first)) return { kind: 'yes/no' };
  if (scene.policy.sources.some((one) => one.name.text === first)) return ANY;
  if (first === 'counts') return { kind: 'number' };
  if (first === 'settings') return { kind: 'text' };
  if (first === 'now') return { kind: 'instant' };
  if (first === 'today') return { kind: 'date' };
  const found = findPlace([first, ...rest]);
  if (found === null) throw new Error(`generated policies use only known names, and \`${first}\` is none`);
  return [first, ...rest].slice(found.length).reduce(typeOfMember, found.place.type);
}

function typeOfCall(name: string, operands: readonly Expression[], scene: Scene): Type {
  const builtin = builtins.get(name);
  if (builtin === undefined)
    throw new Error(`generated policies call only known functions, and \`${name}\` is none`);
  const variables = new Map<string, Type>();
  builtin.parameters.forEach((parameter, index) => {
    const operand = operands[index];
    if (operand !== undefined) bind(parameter.type, typeOf(operand, scene), variables);
  });
  return replace(builtin.returns, variables);
}

/** Finds what the variables of a signature stand for. */
function bind(parameter: Type, operand: Type, variables: Map<string, Type>): void {
  if (parameter.kind === 'variable') {
    const bound = variables.get(parameter.name);
    variables.set(parameter.name, bound === undefined ? operand : common([bound, operand]));
  }
  if (parameter.kind === 'list' && operand.kind === 'list') bind(parameter.of, operand.of, variables);
}

function replace(type: Type, variables: ReadonlyMap<string, Type>): Type {
  if (type.kind === 'variable') return variables.get(type.name) ?? ANY;
  return type.kind === 'list' ? { kind: 'list', of: replace(type.of, variables) } : type;
}
