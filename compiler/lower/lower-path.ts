import type { Path } from '../../grammar/index.ts';
import { LOGIN_NAMES, type LoginField, type LoginName, type Type, type Value } from '../../stdlib/index.ts';
import { namedListOf } from '../check/expressions/named-list.ts';
import { RESULT_NAMES } from '../check/expressions/result-names.ts';
import type { Core, CoreField } from '../core.ts';
import { callOf, definitionName, type LowerContext, listConstant, typeOf } from './lower-context.ts';

/** A path as a value; that of `app` is its name, and never its id in place of a name that is missing. */
export function lowerPath(path: Path, context: LowerContext): Core {
  const [first] = lowerAlternatives(path, context);
  if (first === undefined) throw new Error('a path stands for at least one field');
  return first;
}

/** A path as what is there or not: `app` is there when its name or its id is. */
export function lowerPresent(path: Path, context: LowerContext): Core {
  const options = lowerAlternatives(path, context);
  const [first] = options;
  if (first === undefined || options.length === 1) return lowerPath(path, context);
  return { kind: 'otherwise', options, type: first.type };
}

/** The fields of which any may be meant: for `app` its name and its id, for all else one. */
export function lowerAlternatives(path: Path, context: LowerContext): readonly Core[] {
  const type = typeOf(path, context);
  const names = path.segments.map((segment) => segment.name);
  const [first = '', second = ''] = names;
  if (context.variables.has(first))
    return [lowerMembers({ kind: 'local', name: first, type: { kind: 'any' } }, names.slice(1), type)];
  const parameter = context.parameters.get(first);
  if (parameter?.kind === 'value') return [lowerPart(parameter.core, names.slice(1), type)];
  // A list as a value holds its items as written; where a list is compared, `lower-membership.ts` takes the folded set.
  const named = namedListOf(path, context);
  if (named !== null) {
    const list: Type = { kind: 'list', of: named.list.type };
    return [callOf('setItems', [listConstant(named.name, named.list, null, context)], list)];
  }
  const defined = definitionName(first, context);
  const definition = context.checked.names.get(defined);
  if (definition?.kind === 'source')
    return [lowerMembers({ kind: 'source', name: defined, type: { kind: 'any' } }, names.slice(1), type)];
  if (definition !== undefined && names.length === 1) return [lowerDefinition(defined, context)];
  if (first === 'counts')
    return [{ kind: 'count', name: context.counters.get(second) ?? second, type: { kind: 'number' } }];
  if (first === 'secrets') return [{ kind: 'secret', name: second, type: { kind: 'text' } }];
  if (first === 'settings') return [{ kind: 'literal', value: context.checked.settings.get(second), type }];
  if (context.about === 'result' && RESULT_NAMES.has(first)) {
    return [{ kind: 'field', root: 'result', path: names, name: names.join('.'), type, assumed: undefined }];
  }
  return lowerLoginPath(names, type, context);
}

/** The fields behind a name of the login, at the name's own type. */
export function lowerLoginName(name: string, context: LowerContext): readonly Core[] {
  const names = name.split('.');
  const [first = '', ...rest] = names;
  const found = rest.reduce((level, next) => level?.children.get(next), LOGIN_NAMES.get(first));
  const type = found?.field?.type;
  if (type === undefined) throw new Error(`\`${name}\` is a name of every login`);
  return lowerLoginPath(names, type, context);
}

/** A field by the name that authors use, at a given type. */
export function lowerNamedField(name: string, type: Type, context: LowerContext): Core {
  const [field] = lowerLoginPath(name.split('.'), type, context);
  if (field === undefined) throw new Error(`\`${name}\` is a field of every login`);
  return field;
}

/** A value, or a part of it: only addresses have parts. */
function lowerPart(value: Core, names: readonly string[], type: Type): Core {
  const [part] = names;
  if (part === undefined) return value;
  return callOf(part === 'domain' ? 'emailDomain' : 'emailLocalPart', [value], type);
}

/** What stands at the end of a path of names, at a given type. */
export function lowerMembers(record: Core, names: readonly string[], type: Type): Core {
  if (names.length === 0) return { ...record, type };
  return names.reduce<Core>((of, name, index) => {
    const last = index === names.length - 1;
    return { kind: 'member', of, name, type: last ? type : { kind: 'any' } };
  }, record);
}

function lowerDefinition(name: string, context: LowerContext): Core {
  const definition = context.checked.names.get(name);
  if (definition === undefined) throw new Error(`the checker resolves every name, so \`${name}\` is defined`);
  switch (definition.kind) {
    case 'list':
      throw new Error('a list is lowered before the other things of a policy');
    case 'network':
      context.constants.set(name, { kind: 'network', name, ranges: definition.ranges });
      return { kind: 'constant', name, type: { kind: 'network' } };
    case 'schedule':
      context.constants.set(name, { kind: 'schedule', name, schedule: definition.schedule });
      return { kind: 'constant', name, type: { kind: 'schedule' } };
    case 'table':
      throw new Error('a whole table is only ever named after `lookup … in`, which is lowered there');
    case 'source':
      throw new Error('a look-up is lowered before the other things of a policy');
    case 'condition':
      return { kind: 'condition', name, type: { kind: 'yes/no' } };
  }
}

function lowerLoginPath(names: readonly string[], type: Type, context: LowerContext): readonly Core[] {
  let level: ReadonlyMap<string, LoginName> = LOGIN_NAMES;
  let found: LoginField | null = null;
  let rest: readonly string[] = names;
  for (const [index, name] of names.entries()) {
    const next = level.get(name);
    if (next === undefined) break;
    found = next.field;
    rest = names.slice(index + 1);
    level = next.children;
  }
  if (found === null)
    throw new Error(`the checker resolves every path, so \`${names.join('.')}\` is a field`);
  return fieldAlternatives(found, names, rest, type, context);
}

function fieldAlternatives(
  field: LoginField,
  names: readonly string[],
  rest: readonly string[],
  type: Type,
  context: LowerContext,
): readonly Core[] {
  const name = names.join('.');
  switch (field.kind) {
    case 'clock': {
      const now: Core = { kind: 'now', type: { kind: 'instant' } };
      if (field.what === 'now') return [now];
      return [callOf('todayIn', [now, literalText(context.checked.timezone)], { kind: 'date' })];
    }
    case 'derived': {
      const inputs = field.from.map(({ root, path }) =>
        loginField({ root, path, name: [root, ...path].join('.'), type: ANY, assumed: undefined }, context),
      );
      return [assumed({ kind: 'call', function: field.function, arguments: inputs, type }, name, context)];
    }
    case 'field': {
      const [member] = rest;
      if (field.type.kind === 'email' && member !== undefined) {
        const { root, path, type: emailType } = field;
        const whole = names.slice(0, -1).join('.');
        const email = loginField(
          { root, path, name: whole, type: emailType, assumed: assumption(whole, context) },
          context,
        );
        return [callOf(member === 'domain' ? 'emailDomain' : 'emailLocalPart', [email], type)];
      }
      const paths = [field.path, ...(field.alias === undefined ? [] : [field.alias])];
      const { root } = field;
      const value = assumption(name, context);
      return paths.map((path) =>
        loginField({ root, path: [...path, ...rest], name, type, assumed: value }, context),
      );
    }
  }
}

function loginField(field: Omit<CoreField, 'kind'>, { fields }: LowerContext): Core {
  const key = `${field.name} ${field.path.at(-1)}`;
  const known = fields.get(key);
  if (known !== undefined && isSameField(known, field)) return known;
  const core: CoreField = { kind: 'field', ...field };
  fields.set(key, core);
  return core;
}

function isSameField(one: Omit<CoreField, 'kind'>, other: Omit<CoreField, 'kind'>): boolean {
  return (
    one.root === other.root &&
    one.type === other.type &&
    one.assumed === other.assumed &&
    one.path.length === other.path.length &&
    one.path.every((name, index) => name === other.path[index])
  );
}

const ANY: Type = { kind: 'any' };

function assumption(name: string, context: LowerContext): Value {
  return context.checked.assumptions.get(name);
}

function assumed(core: Core, name: string, context: LowerContext): Core {
  const value = assumption(name, context);
  if (value === undefined) return core;
  return { kind: 'otherwise', options: [core, { kind: 'literal', value, type: core.type }], type: core.type };
}

function literalText(value: string): Core {
  return { kind: 'literal', value, type: { kind: 'text' } };
}
