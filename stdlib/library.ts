import { actionFunctions } from './actions.ts';
import { arithmeticFunctions } from './arithmetic.ts';
import { boundsFunctions } from './bounds.ts';
import { constantFunctions } from './build-constant.ts';
import type { Value } from './builtin.ts';
import { builtins } from './builtins.ts';
import { caseFunctions } from './case.ts';
import { combineFunctions } from './combine-lists.ts';
import { compareFunctions } from './compare.ts';
import { conversionFunctions } from './conversion.ts';
import { countryFunctions } from './countries.ts';
import { dateFunctions } from './dates.ts';
import { deciderFunctions } from './decider-rules.ts';
import { allInTurn, anyInTurn, eachFunctions } from './each.ts';
import { effectFunctions } from './effects.ts';
import { encodingFunctions } from './encoding.ts';
import { flatTableFunctions } from './flat-table.ts';
import { flatTextFunctions } from './flat-texts.ts';
import { foldFunctions } from './fold.ts';
import { foldedFunctions } from './folded.ts';
import { hashFunctions } from './hash.ts';
import { lastingFunctions } from './lasting.ts';
import { loginFunctions } from './login-facts.ts';
import { lookUpFunctions } from './look-ups.ts';
import { matchFunctions } from './match-text.ts';
import { membershipFunctions } from './membership.ts';
import { multifactorFunctions } from './multifactor.ts';
import { networkFunctions } from './network.ts';
import { packedFunctions } from './packed-constant.ts';
import { pieceFunctions } from './pieces.ts';
import { probeFunctions } from './probe.ts';
import { redirectFunctions } from './redirect.ts';
import { requestFunctions } from './requests.ts';
import { runFunctions } from './run-rules.ts';
import { scheduleFunctions } from './schedule.ts';
import { shapeFunctions } from './shape.ts';
import { tableFunctions } from './table.ts';
import { textSetFunctions } from './text-set.ts';
import { timeFunctions } from './time.ts';
import { versionFunctions } from './versions.ts';

/** A library function as callers that have only its name see it: total over JSON values, missing in, missing out. */
export type LibraryFunction = (...values: readonly unknown[]) => Value;

const sentenceFunctions = [
  ...arithmeticFunctions,
  ...boundsFunctions,
  ...caseFunctions,
  ...combineFunctions,
  ...compareFunctions,
  ...conversionFunctions,
  ...countryFunctions,
  ...dateFunctions,
  ...eachFunctions,
  ...encodingFunctions,
  ...foldFunctions,
  ...foldedFunctions,
  ...hashFunctions,
  ...loginFunctions,
  ...matchFunctions,
  ...membershipFunctions,
  ...networkFunctions,
  ...pieceFunctions,
  ...scheduleFunctions,
  ...shapeFunctions,
  ...tableFunctions,
  ...timeFunctions,
  ...versionFunctions,
  ...[...builtins.values()].map((builtin) => builtin.run),
];

/**
 * Every function that emitted code may call, by its name: what builtins run and what operators stand for. Each refers to
 * nothing but its parameters, JavaScript's own globals and other functions of the library.
 */
export const library: ReadonlyMap<string, LibraryFunction> = collect([
  ...sentenceFunctions,
  ...actionFunctions,
  ...constantFunctions,
  ...deciderFunctions,
  ...effectFunctions,
  ...flatTableFunctions,
  ...flatTextFunctions,
  ...lastingFunctions,
  ...lookUpFunctions,
  ...multifactorFunctions,
  ...packedFunctions,
  ...probeFunctions,
  ...redirectFunctions,
  ...requestFunctions,
  ...runFunctions,
  ...textSetFunctions,
]);

/** Those of the library that only make values of values, by name: what a sentence comes to takes no other. */
export const dataFunctions: ReadonlyMap<string, LibraryFunction> = collect(
  // These call what stands in a list.
  sentenceFunctions.filter((run) => run !== allInTurn && run !== anyInTurn),
);

function collect(functions: readonly ((...values: never[]) => unknown)[]): Map<string, LibraryFunction> {
  const byName = new Map<string, LibraryFunction>();
  for (const run of functions) {
    const known = byName.get(run.name);
    if (known !== undefined && known !== run) {
      throw new Error(`functions are found by name, so no two may be called \`${run.name}\``);
    }
    // The contract of every function that is listed here: any value may come in.
    byName.set(run.name, run as LibraryFunction);
  }
  return byName;
}
