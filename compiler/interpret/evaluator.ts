import { buildConstant, compilePattern, type Value } from '../../stdlib/index.ts';
import type { Core, CorePolicy, ResultView } from '../core.ts';
import { interpret } from './interpret.ts';

/** A login as expressions see it. */
export interface Moment {
  readonly user: unknown;
  readonly context: unknown;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** What became of it; absent where nothing asks for that. */
  readonly result?: ResultView;
}

/** Says what an expression of a policy means for a login; missing is `undefined`. */
export type Evaluate = (core: Core, moment: Moment) => Value;

/** Makes the lists, tables, networks, schedules and patterns of a policy ready, once for all logins. */
export function openEvaluator(policy: CorePolicy): Evaluate {
  const constants = new Map(
    [...policy.constants, ...policy.lawConstants].map((constant) => [
      constant.name,
      buildConstant(constant, compilePattern),
    ]),
  );
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  const locals = new Map<string, Value>();
  return (core, moment) => interpret(core, { ...moment, constants, conditions, locals });
}
