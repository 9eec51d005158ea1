import { library, type Value } from '../stdlib/index.ts';
import type { Core, ResultView } from './core.ts';
import { shapeFunction } from './emit-field.ts';

/** A login, and what a policy means by its names. */
export interface Frame {
  readonly user: unknown;
  readonly context: unknown;
  /** What became of the login; absent while it is being decided. */
  readonly result?: ResultView;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Lists, tables, networks, schedules and patterns, built. */
  readonly constants: ReadonlyMap<string, unknown>;
  readonly conditions: ReadonlyMap<string, Core>;
  readonly locals: ReadonlyMap<string, Value>;
}

/** What an expression means for a login, read straight off its core form; missing is `undefined`. */
export function interpret(core: Core, frame: Frame): Value {
  const evaluate = (operand: Core): Value => interpret(operand, frame);
  switch (core.kind) {
    case 'literal':
      return core.value;
    case 'field': {
      const root: unknown = frame[core.root];
      const raw = core.path.reduce<unknown>((record, name) => run('own', [record, name]), root);
      return shape(core, raw ?? core.assumed);
    }
    case 'now':
      return frame.now;
    case 'local':
      return frame.locals.get(core.name);
    case 'member':
      return shape(core, run('own', [evaluate(core.of), core.name]));
    case 'constant':
      return frame.constants.get(core.name) as Value; // a built constant is a value only to library functions
    case 'condition': {
      const condition = frame.conditions.get(core.name);
      return condition === undefined ? undefined : interpret(condition, { ...frame, locals: new Map() });
    }
    case 'call':
      return run(core.function, core.arguments.map(evaluate));
    case 'exists':
      return evaluate(core.operand) !== undefined;
    case 'not': {
      const value = evaluate(core.operand);
      return value === undefined ? undefined : !value;
    }
    case 'all':
    case 'any': {
      const values = core.operands.map(evaluate);
      const decisive = core.kind === 'any';
      if (values.includes(decisive)) return decisive;
      return values.includes(undefined) ? undefined : !decisive;
    }
    case 'otherwise':
      return core.options.map(evaluate).find((value) => value !== undefined);
    case 'if': {
      const condition = evaluate(core.condition);
      if (condition === undefined) return undefined;
      return evaluate(condition === true ? core.then : core.else);
    }
    case 'list': {
      const items = core.items.map(evaluate);
      return items.includes(undefined) ? undefined : items;
    }
    case 'record':
      return run('recordFields', [
        core.fields.map(([name]) => name),
        core.fields.map(([, value]) => evaluate(value)),
      ]);
    case 'each': {
      const list = evaluate(core.list);
      const inside = (member: Value): Frame => ({
        ...frame,
        locals: new Map([...frame.locals, [core.variable, member]]),
      });
      const functions = {
        every: 'everyMember',
        some: 'someMember',
        count: 'countMembers',
        map: 'mapMembers',
      } as const;
      const { value } = core;
      return run(functions[core.mode], [
        list,
        (member: Value) => interpret(core.condition, inside(member)),
        ...(value === null ? [] : [(member: Value) => interpret(value, inside(member))]),
      ]);
    }
  }
}

/** Calls a library function by name. */
function run(name: string, operands: readonly unknown[]): Value {
  const found = library.get(name);
  if (found === undefined) throw new Error(`lowering calls only library functions, and \`${name}\` is none`);
  return found(...operands);
}

function shape(core: Core, raw: unknown): Value {
  const { type } = core;
  if (type.kind !== 'list') return run(shapeFunction(type), [raw]);
  if (type.of.kind === 'record') return run('recordsOf', [raw]);
  return run('listOf', [raw, library.get(shapeFunction(type.of))]);
}
