export { anyValue } from './any-value.ts';
export { condition } from './condition.ts';
export { definitions } from './definitions.ts';
export { type HostilePolicy, hostilePolicy, hostileText } from './hostile.ts';
export { anyLogin, clock, fullLogin } from './login.ts';
export { mutated } from './mutate-text.ts';
export { type PolicyOptions, policyText } from './policy.ts';
export { type FieldPath, fieldPaths, subsetsOf, without } from './subsets-of.ts';
export { fields, writeYaml, type Yaml } from './write-yaml.ts';
