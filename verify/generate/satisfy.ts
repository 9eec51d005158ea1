import type { Core, CorePolicy } from '../../compiler/index.ts';
import type { Answer, Solutions } from './answers.ts';
import type { Choices } from './choices.ts';
import type { Random } from './random.ts';

/** What it takes to make conditions come out as wanted. */
export interface Wishes {
  readonly policy: CorePolicy;
  /** The named conditions of the policy. */
  readonly conditions: ReadonlyMap<string, Core>;
  readonly solutions: (core: Core, policy: CorePolicy) => Solutions;
  readonly choices: Choices;
  readonly random: Random;
}

/**
 * Narrows the choices so that a condition gets an answer, as far as its parts can be looked at one by one; false when no
 * way was found, and then nothing is narrowed.
 */
export function satisfy(core: Core, want: Answer, wishes: Wishes): boolean {
  const mark = wishes.choices.mark();
  if (attempt(core, want, wishes)) return true;
  wishes.choices.undo(mark);
  return false;
}

/** As `satisfy`, but one part of the condition alone keeps it from the wanted answer. */
export function satisfyNearly(core: Core, want: 'yes' | 'no', wishes: Wishes): boolean {
  const mark = wishes.choices.mark();
  if (attemptNearly(core, want, wishes)) return true;
  wishes.choices.undo(mark);
  return false;
}

function attempt(core: Core, want: Answer, wishes: Wishes): boolean {
  switch (core.kind) {
    case 'literal':
      return want === (core.value === undefined ? 'unknown' : core.value === true ? 'yes' : 'no');
    case 'not':
      return attempt(core.operand, opposite(want), wishes);
    case 'condition': {
      const condition = wishes.conditions.get(core.name);
      return condition !== undefined && attempt(condition, want, wishes);
    }
    case 'all':
    case 'any': {
      const decisive = core.kind === 'any' ? 'yes' : 'no';
      if (want === decisive) return shuffled(core.operands, wishes).some((one) => satisfy(one, want, wishes));
      if (want !== 'unknown') return core.operands.every((one) => attempt(one, want, wishes));
      const [first, ...others] = shuffled(core.operands, wishes);
      if (first === undefined || !attempt(first, 'unknown', wishes)) return false;
      return others.every(
        (one) => satisfy(one, opposite(decisive), wishes) || satisfy(one, 'unknown', wishes),
      );
    }
    case 'if': {
      if (core.type.kind !== 'yes/no') return attemptAtom(core, want, wishes);
      if (want === 'unknown' && wishes.random.chance(0.5)) return attempt(core.condition, want, wishes);
      const isThen = wishes.random.chance(0.5);
      const branches = isThen ? [core.then, core.else] : [core.else, core.then];
      return branches.some((branch) => {
        const mark = wishes.choices.mark();
        const condition = branch === core.then ? 'yes' : 'no';
        if (attempt(core.condition, condition, wishes) && attempt(branch, want, wishes)) return true;
        wishes.choices.undo(mark);
        return false;
      });
    }
    case 'otherwise': {
      if (core.type.kind !== 'yes/no') return attemptAtom(core, want, wishes);
      return core.options.some((option, index) => {
        const mark = wishes.choices.mark();
        const before = core.options.slice(0, index);
        const isReached = before.every((one) => attempt(one, 'unknown', wishes));
        const isLast = want !== 'unknown' || index === core.options.length - 1;
        if (isReached && isLast && attempt(option, want, wishes)) return true;
        wishes.choices.undo(mark);
        return false;
      });
    }
    default:
      return attemptAtom(core, want, wishes);
  }
}

function attemptAtom(core: Core, want: Answer, wishes: Wishes): boolean {
  const { policy, choices, random } = wishes;
  const solutions = wishes.solutions(core, policy);
  switch (solutions.kind) {
    case 'free':
      return true;
    case 'one place':
      return choices.narrow(solutions.place, solutions.by[want]);
    case 'places': {
      const possible = solutions.by[want].filter((solution) =>
        solution.every((index, which) => choices.left(solutions.places[which] ?? 0)?.includes(index) ?? true),
      );
      const solution = random.pick(possible);
      if (solution === undefined) return false;
      return solution.every((index, which) => choices.narrow(solutions.places[which] ?? 0, [index]));
    }
  }
}

function attemptNearly(core: Core, want: 'yes' | 'no', wishes: Wishes): boolean {
  switch (core.kind) {
    case 'not':
      return attemptNearly(core.operand, want === 'yes' ? 'no' : 'yes', wishes);
    case 'condition': {
      const condition = wishes.conditions.get(core.name);
      return condition !== undefined && attemptNearly(condition, want, wishes);
    }
    case 'all':
    case 'any': {
      const neutral = core.kind === 'all' ? 'yes' : 'no';
      return shuffled(core.operands, wishes).some((near) => {
        const mark = wishes.choices.mark();
        const others = core.operands.filter((one) => one !== near);
        if (attemptNearly(near, want, wishes) && others.every((one) => attempt(one, neutral, wishes)))
          return true;
        wishes.choices.undo(mark);
        return false;
      });
    }
    default:
      return attempt(core, want === 'yes' ? 'no' : 'yes', wishes);
  }
}

function opposite(answer: Answer): Answer {
  switch (answer) {
    case 'yes':
      return 'no';
    case 'no':
      return 'yes';
    case 'unknown':
      return 'unknown';
  }
}

/** Begins anywhere; what comes first is chosen mostly. */
function shuffled(operands: readonly Core[], { random }: Wishes): readonly Core[] {
  const start = random.below(operands.length);
  return [...operands.slice(start), ...operands.slice(0, start)];
}
