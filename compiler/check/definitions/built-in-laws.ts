/** The names of the laws that hold for every project unless its authors say why not. */
export const BUILT_IN_LAWS = [
  'missing-facts-never-help',
  'spelling-never-matters',
  'unnamed-things-change-nothing',
  'same-login-same-decision',
  'rule-order-does-not-matter',
  'forms-agree',
  'targets-agree',
] as const;
export type BuiltInLaw = (typeof BUILT_IN_LAWS)[number];
