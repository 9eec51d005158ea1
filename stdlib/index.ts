export { buildConstant } from './build-constant.ts';
export * from './builtin.ts';
export { builtins } from './builtins.ts';
export { AUTH0_RESTRICTED_CLAIMS, PROFILE_CLAIMS, PROTOCOL_CLAIMS } from './claim-names.ts';
export { countryAlpha2 } from './countries.ts';
export type {
  DecidedEffect,
  Decider,
  EffectFacts,
  FieldFacts,
  ReadFacts,
  Selection,
  TracedDecider,
  WaitingRule,
} from './decider.ts';
export { type DeciderState, rulesOfDecider, type TracedRule } from './decider-rules.ts';
export {
  addScopes,
  addToClaim,
  claimsOf,
  grantedScopes,
  limitScopes,
  limitSession,
  type MultifactorDemand,
  put,
  type RuleContext,
  removeClaim,
  removeScopes,
  setClaim,
} from './effects.ts';
export { foldAscii } from './fold.ts';
export { WORDS_OF_FUNCTIONS, WORDS_OF_NAMES } from './known-words.ts';
export { dataFunctions, library } from './library.ts';
export { libraryText } from './library-text.ts';
export { LOGIN_NAMES, type LoginField, type LoginName } from './login.ts';
export { splitScopes } from './login-facts.ts';
export type { Asked } from './look-ups.ts';
export { libraryGlobals, libraryModules, libraryNames, unavailableModules } from './modules/index.ts';
export type { LibraryGlobal, LibraryModule } from './modules/library-module.ts';
export { readDemand, requireMfa } from './multifactor.ts';
export { parseNetwork } from './network-range.ts';
export { type PackedConstant, packConstant, withMemory } from './packed-constant.ts';
export { compilePattern, patternProblem } from './pattern.ts';
export { probeOf, readOf } from './probe.ts';
export { cannotRedirect } from './redirect.ts';
export * from './rule.ts';
export { type Decision, decideLogin, openContext, type RuleFunction, runRules } from './run-rules.ts';
export { dateOf, instantOf, listOf as listOfShape, shapeNamed, timeOf } from './shape.ts';
export { formatInstant } from './time.ts';
export * from './type.ts';
export { isTimezone } from './zone.ts';
