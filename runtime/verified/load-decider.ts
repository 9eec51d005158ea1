import { runInThisContext } from 'node:vm';
import type { CompiledPolicy, DeciderState } from '../../stdlib/index.ts';
import { directCode } from './direct-code.ts';
import { TELLS } from './helper-parts.ts';
import { makeRecordReader } from './record-reader.ts';
import { verifyCode } from './verify-code.ts';

/** A decider as this process runs it. */
export interface LoadedDecider {
  /**
   * Makes the functions of its rules, out of its constants and the number of its first effect. `tells` are given what they
   * tell, by the number of the effect among those of all policies.
   */
  make<Told>(
    data: ReadonlyMap<string, unknown>,
    base: number,
    tells: readonly ((told: Told, value?: unknown) => void)[],
  ): readonly DirectBlock<Told>[];
}

/** Some rules, which give true when they refused. They throw where a login has to be looked at in another way. */
export type DirectBlock<Told> = (
  user: unknown,
  context: unknown,
  now: number,
  told: Told,
  state: DeciderState,
) => boolean | undefined;

/**
 * Loads the decider of a policy. `helpers` are all that it may call beside `recordAt` and what it tells. null: it has none that
 * can run here. Throws where the verifier refuses its code.
 */
export function loadDecider(
  { id, decider }: CompiledPolicy,
  helpers: Readonly<Record<string, unknown>>,
): LoadedDecider | null {
  const code = decider === null ? null : directCode(decider);
  if (code === null) return null;
  const records = Object.fromEntries(code.readers.map((name) => [name, makeRecordReader()]));
  const given = { ...helpers, ...records };
  const names = Object.keys(given);
  const fault = verifyCode(code.text, new Set([...names, TELLS]));
  if (fault !== null) {
    const place = `line ${fault.line}, column ${fault.column}`;
    throw new Error(
      `the code of the policy ${id} is not what the compiler emits: ${fault.message} (${place})`,
    );
  }
  const text = `(function (${[TELLS, ...names].join(', ')}) {\nreturn (\n${code.text}\n);\n})`;
  const load = runInThisContext(text, { filename: 'policy.js' });
  return {
    make(data, base, tells) {
      const blocks = load(tells, ...Object.values(given))(data, [], base);
      // Parameters are told apart by their order.
      if (blocks.some(({ length }: { length: number }) => length !== 5))
        throw new Error('functions of rules are given the login');
      return blocks;
    },
  };
}
