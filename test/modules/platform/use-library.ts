import { libraryModules } from '../../../stdlib/index.ts';
import { tryRules } from '../../worker/try-rules.ts';

/** How an expression ended: with a value as JSON carries it, or with an error. */
export type Evaluated = { readonly value: unknown } | { readonly error: string };

/**
 * Evaluates an expression in the real sandbox, as the text of a rule, once for every input; it may `await`, and sees
 * the input as `input`. An error is told by its name.
 */
export async function evaluateInside(
  expression: string,
  inputs: readonly unknown[],
): Promise<readonly Evaluated[]> {
  const rule = `async function (user, context, callback) {
    context.values = [];
    for (const input of user.inputs) context.values.push(await ${evaluating(expression)});
    callback(null, user, context);
  }`;
  const limits = { memory: 256, slice: 30_000, chain: 60_000, resultLength: 2 ** 26 };
  const options = { library: everyModule, limits, user: { inputs }, budget: 60_000 };
  const { context, notes, lost } = await tryRules([rule], options);
  if (lost !== undefined) throw new Error(lost);
  if (notes[0]?.ending.kind !== 'next') throw new Error(JSON.stringify(notes[0]?.ending));
  return context.values as readonly Evaluated[];
}

/** The value of an expression in the sandbox; an error of it is thrown. */
export async function valueInside(expression: string, input: unknown = null): Promise<unknown> {
  const [evaluated] = await evaluateInside(expression, [input]);
  if (evaluated !== undefined && 'value' in evaluated) return evaluated.value;
  throw new Error(evaluated?.error);
}

/** The source of a promise of how an expression ends, to be evaluated where `input` is known. */
export function evaluating(expression: string): string {
  return `(async () => {
    try { return { value: await (async () => (${expression}))() }; }
    catch (error) { return { error: error.name + ': ' + error.message }; }
  })()`;
}

const everyModule: readonly string[] = libraryModules.map(({ name }) => name);
