export { createAjv } from './create-ajv.ts';
export * from './diagnostic.ts';
export { displayText, displayWidth } from './display-text.ts';
export * from './expression.ts';
export * from './format-diagnostic.ts';
export { insertRule } from './insert-rule.ts';
export { insertTest } from './insert-test.ts';
export {
  instantiateAllowances,
  instantiateFollowers,
  instantiateRule,
  instantiateSources,
} from './instantiate-rule.ts';
export * from './parse-counterexamples.ts';
export { parseAssumptions, parseNetworks, parseSchedules } from './parse-definition.ts';
export * from './parse-expression.ts';
export { parseFixtures } from './parse-fixtures.ts';
export { parseDuration, plainNumber } from './parse-literal.ts';
export * from './parse-policy.ts';
export * from './parse-rule-template.ts';
export * from './parse-template-text.ts';
export { parseTestsFile } from './parse-tests-file.ts';
export { wordsOf } from './parse-text.ts';
export { placedMap, placedText } from './place-yaml.ts';
export * from './placement.ts';
export * from './policy.ts';
export * from './policy-codes.ts';
export * from './policy-test.ts';
export * from './print-counterexamples.ts';
export { printData, printYaml } from './print-data.ts';
export * from './print-expression.ts';
export * from './print-test-item.ts';
export { printUse } from './print-use.ts';
export * from './read-source.ts';
export * from './replace-expectation.ts';
export * from './rule-template.ts';
export * from './sentence-codes.ts';
export * from './source.ts';
export { explainErrors, toPlain } from './structure.ts';
export * from './suggest.ts';
export * from './template-arguments.ts';
export * from './template-policy.ts';
export { RESERVED_WORDS } from './tokens.ts';
export * from './visit-expression.ts';
export { parametersAsWords } from './words-of-template.ts';
export { readYaml } from './yaml-profile.ts';
export type { Yaml, YamlMap } from './yaml-tree.ts';
