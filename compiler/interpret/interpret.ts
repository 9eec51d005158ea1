import { library, type Value } from '../../stdlib/index.ts';
import type { Asking } from '../asks.ts';
import type { Core, ResultView } from '../core.ts';
import { shapeFunction } from '../emit/shape-function.ts';
import { runLibrary } from './run-library.ts';

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
  /** What is known of a look-up or a counter; absent: nothing. */
  readonly lookUp?: (asking: Asking) => unknown;
}

/** What an expression means for a login, read straight off its core form; missing is `undefined`. */
export function interpret(core: Core, frame: Frame): Value {
  const evaluate = (operand: Core): Value => interpret(operand, frame);
  switch (core.kind) {
    case 'literal':
      return core.value;
    case 'field': {
      const root: unknown = frame[core.root];
      const raw = core.path.reduce<unknown>((record, name) => runLibrary('own', record, name), root);
      return shape(core, raw ?? core.assumed);
    }
    case 'now':
      return frame.now;
    case 'local':
      return frame.locals.get(core.name);
    case 'member':
      return shape(core, runLibrary('own', evaluate(core.of), core.name));
    case 'constant':
      return frame.constants.get(core.name) as Value; // a built constant is a value only to library functions
    case 'source':
    case 'count':
      return shape(core, frame.lookUp?.(core));
    case 'secret':
      return runLibrary('secretText', core.name);
    case 'condition': {
      const condition = frame.conditions.get(core.name);
      return condition === undefined ? undefined : interpret(condition, { ...frame, locals: new Map() });
    }
    case 'call':
      return runLibrary(core.function, ...core.arguments.map(evaluate));
    case 'exists':
      return evaluate(core.operand) !== undefined;
    case 'not': {
      const value = evaluate(core.operand);
      return value === undefined ? undefined : !value;
    }
    case 'all':
    case 'any': {
      const tests = core.operands.map((operand) => () => evaluate(operand));
      return runLibrary(core.kind === 'all' ? 'allInTurn' : 'anyInTurn', tests);
    }
    case 'otherwise':
      for (const option of core.options) {
        const value = evaluate(option);
        if (value !== undefined) return value;
      }
      return undefined;
    case 'if':
      return runLibrary('choose', ...[core.condition, core.then, core.else].map(evaluate));
    case 'list': {
      const items = core.items.map(evaluate);
      return items.includes(undefined) ? undefined : items;
    }
    case 'record':
      return runLibrary(
        'recordFields',
        core.fields.map(([name]) => name),
        core.fields.map(([, value]) => evaluate(value)),
      );
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
      return runLibrary(
        functions[core.mode],
        list,
        (member: Value) => interpret(core.condition, inside(member)),
        ...(value === null ? [] : [(member: Value) => interpret(value, inside(member))]),
      );
    }
  }
}

function shape(core: Core, raw: unknown): Value {
  const { type } = core;
  if (type.kind !== 'list') return runLibrary(shapeFunction(type), raw);
  if (type.of.kind === 'record') return runLibrary('recordsOf', raw);
  return runLibrary('listOf', raw, library.get(shapeFunction(type.of)));
}
