import type { Builtin } from './builtin.ts';
import { caseBuiltins } from './case.ts';
import { combineBuiltins } from './combine-lists.ts';
import { conversionBuiltins } from './conversion.ts';
import { countryBuiltins } from './countries.ts';
import { dateBuiltins } from './dates.ts';
import { emailBuiltins } from './email.ts';
import { encodingBuiltins } from './encoding.ts';
import { hashBuiltins } from './hash.ts';
import { identityBuiltins } from './identity.ts';
import { instantBuiltins } from './instants.ts';
import { listBuiltins } from './lists.ts';
import { networkBuiltins } from './network.ts';
import { numberBuiltins } from './numbers.ts';
import { recordBuiltins } from './records.ts';
import { textBuiltins } from './text.ts';
import { versionBuiltins } from './versions.ts';

/** Every function that sentences may call, by its name, subject by subject. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [
    ...caseBuiltins,
    ...textBuiltins,
    ...encodingBuiltins,
    ...hashBuiltins,
    ...emailBuiltins,
    ...listBuiltins,
    ...combineBuiltins,
    ...recordBuiltins,
    ...numberBuiltins,
    ...conversionBuiltins,
    ...dateBuiltins,
    ...instantBuiltins,
    ...networkBuiltins,
    ...countryBuiltins,
    ...versionBuiltins,
    ...identityBuiltins,
  ].map((builtin) => [builtin.name, builtin]),
);
