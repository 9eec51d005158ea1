import { type Core, type CorePolicy, childrenOfCore } from '../../compiler/index.ts';
import type { Constant, Schedule, Type, Value } from '../../stdlib/index.ts';

/** A constant of the author, near which values are worth trying. */
export type Near =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  /** In milliseconds. */
  | { readonly kind: 'duration'; readonly length: number }
  /** Milliseconds since 1970 UTC. */
  | { readonly kind: 'instant'; readonly moment: number }
  | { readonly kind: 'date' | 'time'; readonly text: string }
  /** So many texts that not each can have its own values. */
  | { readonly kind: 'texts'; readonly name: string; readonly texts: readonly string[] }
  | { readonly kind: 'network'; readonly name: string; readonly ranges: readonly string[] }
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string };

/** Lists up to this length have values for each member. */
const EACH_MEMBER = 40;

/** Every expression in an expression, itself first; each named condition is gone into once. */
export function expressionsIn(core: Core, conditions: ReadonlyMap<string, Core>): readonly Core[] {
  const entered = new Set<string>();
  const found: Core[] = [];
  const visit = (one: Core): void => {
    found.push(one);
    const named = one.kind === 'condition' && !entered.has(one.name) ? conditions.get(one.name) : undefined;
    if (one.kind === 'condition') entered.add(one.name);
    if (named !== undefined) visit(named);
    for (const child of childrenOfCore(one)) visit(child);
  };
  visit(core);
  return found;
}

/** The constants in some expressions, each as often as it stands there. */
export function constantsIn(expressions: readonly Core[], policy: CorePolicy): readonly Near[] {
  const { constants: own, lawConstants } = policy;
  const constants = new Map([...own, ...lawConstants].map((constant) => [constant.name, constant]));
  return expressions.flatMap((core): readonly Near[] => {
    if (core.kind === 'literal') return nearValue(core.value, core.type);
    if (core.kind === 'field') return nearValue(core.assumed, core.type);
    const constant = core.kind === 'constant' ? constants.get(core.name) : undefined;
    return constant === undefined ? [] : nearConstant(constant);
  });
}

function nearConstant(constant: Constant): readonly Near[] {
  switch (constant.kind) {
    case 'set':
      return nearTexts(constant.name, constant.items);
    case 'table':
      return nearTexts(
        constant.name,
        constant.rows.map(([key]) => key),
      );
    case 'network':
      return [constant];
    case 'schedule':
      return [{ kind: 'schedule', schedule: constant.schedule }];
    case 'pattern':
      return [constant];
  }
}

/** Texts as constants: one by one where they are few. */
export function nearTexts(name: string, texts: readonly string[]): readonly Near[] {
  return texts.length > EACH_MEMBER
    ? [{ kind: 'texts', name, texts }]
    : texts.map((text): Near => ({ kind: 'text', text }));
}

function nearValue(value: Value, type: Type): readonly Near[] {
  if (typeof value === 'number') {
    if (type.kind === 'instant') return [{ kind: 'instant', moment: value }];
    return type.kind === 'duration'
      ? [{ kind: 'duration', length: value }]
      : [{ kind: 'number', number: value }];
  }
  if (typeof value === 'string') {
    return type.kind === 'date' || type.kind === 'time'
      ? [{ kind: type.kind, text: value }]
      : [{ kind: 'text', text: value }];
  }
  if (!Array.isArray(value)) return [];
  const member: Type = type.kind === 'list' ? type.of : { kind: 'any' };
  const texts = value.filter((one) => typeof one === 'string');
  if (texts.length > EACH_MEMBER) return nearTexts('list', texts);
  return value.flatMap((one: Value) => nearValue(one, member));
}
