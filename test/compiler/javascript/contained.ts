import { compileRule } from '../../../compiler/index.ts';

/** Whether the compiler takes a rule for contained; throws where it is none. */
export function isCertainlyContained(text: string): boolean {
  const options = {
    id: 'r',
    name: 'R',
    mode: 'enforce',
    timeout: null,
    ifItFails: 'deny',
    modules: [],
  } as const;
  const may = { network: null, secrets: null };
  const { value, diagnostics } = compileRule({ name: 'rule.js', text }, { ...options, may });
  if (value === null) throw new Error(JSON.stringify(diagnostics));
  return value.isContained === true;
}
