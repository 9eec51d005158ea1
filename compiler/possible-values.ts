import { childrenOfCore } from './children-of-core.ts';
import type { Core } from './core.ts';
import { type Frame, interpret } from './interpret/interpret.ts';

/** Which of the three values a condition can have, over all logins or over those that lack one field. */
export interface PossibleValues {
  readonly yes: boolean;
  readonly no: boolean;
  readonly unknown: boolean;
}

/** What the analysis supposes: a field, source or counter that is missing, or nothing; and the policy's named conditions. */
export interface Supposition {
  readonly missing: string | null;
  readonly conditions: ReadonlyMap<string, Core>;
}

const ANY: PossibleValues = { yes: true, no: true, unknown: true };

/**
 * The values that a condition can have, seen from its shape alone: it may name a value that no login gives, and never
 * leaves out one that some login gives.
 */
export function possibleValues(core: Core, supposition: Supposition): PossibleValues {
  const of = (operand: Core): PossibleValues => possibleValues(operand, supposition);
  switch (core.kind) {
    case 'not': {
      const { yes, no, unknown } = of(core.operand);
      return { yes: no, no: yes, unknown };
    }
    case 'all':
      return conjunction(core.operands.map(of));
    case 'any': {
      const { yes, no, unknown } = conjunction(core.operands.map(of).map(opposite));
      return { yes: no, no: yes, unknown };
    }
    case 'exists':
      if (isMissing(core.operand, supposition)) return { yes: false, no: true, unknown: false };
      return core.operand.kind === 'literal' ? exactly(true) : { yes: true, no: true, unknown: false };
    case 'condition': {
      const condition = supposition.conditions.get(core.name);
      return condition === undefined ? ANY : of(condition);
    }
    case 'call':
      if (core.function === 'isEmpty') {
        const [operand] = core.arguments;
        return operand !== undefined && isMissing(operand, supposition)
          ? exactly(true)
          : { yes: true, no: true, unknown: false };
      }
      if (isMissing(core, supposition)) return exactly(undefined);
      return valuesOfLiteral(settled(core, supposition));
    case 'otherwise':
      return firstPresent(core.options.map(of));
    case 'literal':
      return exactly(core.value);
    case 'each':
      if (isMissing(core, supposition)) return exactly(undefined);
      return valuesOfLiteral(settled(core, supposition));
    default:
      return isMissing(core, supposition) ? exactly(undefined) : ANY;
  }
}

/** What can be worked out from what is written down, and from the field that is missing. */
function settled(core: Core, supposition: Supposition): Core {
  if (core.kind === 'otherwise') {
    const present = core.options.find((option) => !isMissing(option, supposition));
    return present === undefined ? core : settled(present, supposition);
  }
  if (core.kind === 'each') {
    const list = settled(core.list, supposition);
    // Of no members nobody asks anything.
    const isOfNone = list.kind === 'literal' && Array.isArray(list.value) && list.value.length === 0;
    return isOfNone
      ? { kind: 'literal', value: interpret({ ...core, list }, NOWHERE), type: core.type }
      : core;
  }
  if (core.kind !== 'call' && core.kind !== 'list') return core;
  const parts: Core[] = [];
  for (const child of childrenOfCore(core)) {
    const part = settled(child, supposition);
    if (part.kind !== 'literal') return core;
    parts.push(part);
  }
  const whole: Core = core.kind === 'call' ? { ...core, arguments: parts } : { ...core, items: parts };
  return { kind: 'literal', value: interpret(whole, NOWHERE), type: core.type };
}

function valuesOfLiteral(core: Core): PossibleValues {
  return core.kind === 'literal' ? exactly(core.value) : ANY;
}

/** An option counts as long as those before it can be unknown. */
function firstPresent(options: readonly PossibleValues[]): PossibleValues {
  const last = options.findIndex(({ unknown }) => !unknown);
  const reached = last < 0 ? options : options.slice(0, last + 1);
  return {
    yes: reached.some(({ yes }) => yes),
    no: reached.some(({ no }) => no),
    unknown: last < 0,
  };
}

/** True when the value is missing for sure under the supposition. */
function isMissing(core: Core, supposition: Supposition): boolean {
  switch (core.kind) {
    case 'literal':
      return core.value === undefined;
    case 'field':
      return core.name === supposition.missing && core.assumed === undefined;
    case 'source':
      return core.name === supposition.missing;
    case 'count':
      return `counts.${core.name}` === supposition.missing;
    case 'call':
      return (
        core.function !== 'isEmpty' &&
        core.function !== 'entryOf' &&
        core.arguments.some((operand) => isMissing(operand, supposition))
      );
    case 'member':
      return isMissing(core.of, supposition);
    case 'otherwise':
      return core.options.every((option) => isMissing(option, supposition));
    case 'list':
      return core.items.some((item) => isMissing(item, supposition));
    case 'each':
      return isMissing(core.list, supposition);
    default:
      return false;
  }
}

function opposite({ yes, no, unknown }: PossibleValues): PossibleValues {
  return { yes: no, no: yes, unknown };
}

function conjunction(operands: readonly PossibleValues[]): PossibleValues {
  const allCanBe = (test: (operand: PossibleValues) => boolean): boolean => operands.every(test);
  return {
    yes: allCanBe((operand) => operand.yes),
    no: operands.some((operand) => operand.no),
    unknown:
      operands.some((operand) => operand.unknown) && allCanBe((operand) => operand.yes || operand.unknown),
  };
}

function exactly(value: unknown): PossibleValues {
  return { yes: value === true, no: value === false, unknown: value === undefined };
}

const NOTHING = new Map<string, never>();

/** Where nothing is known of a login. */
const NOWHERE: Frame = {
  user: {},
  context: {},
  now: 0,
  constants: NOTHING,
  conditions: NOTHING,
  locals: NOTHING,
};
