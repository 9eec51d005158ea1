import { type CompiledPolicy, libraryText } from '../../stdlib/index.ts';
import type { CorePolicy } from '../core.ts';
import { js, textOfCode } from '../emit/code.ts';
import { type EmittedFile, hasPatterns, libraryHeader, patternText, programText } from './standalone.ts';

/** A policy that is to run elsewhere. */
export interface TargetPolicy {
  readonly policy: CompiledPolicy;
  readonly core: CorePolicy;
}

/**
 * All policies of a project as one post-login Action, since an Action sees nothing of what others before it did. What
 * cannot run there is refused before (`checkTarget`); what is a little different is this:
 *
 * | | Lintel | the Action |
 * |---|---|---|
 * | the code of a refusal | as the policy says | `access_denied` |
 * | which rule decided | in the report | nobody is told |
 * | claims, scopes and second factors of other Actions | of all rules before | not seen |
 * | fields of the profile | all that came with the login | those that Actions show; roles and metadata are empty, never missing |
 * | who signs what goes along with a redirect | `iss` is the tenant | `iss` is the host, and `ip` goes along |
 * | what comes back, signed | may say whom it is about | has to say it in `sub` |
 * | several secrets that sign for redirects | the one of that visit counts | nothing that comes back is believed |
 * | metadata of one policy, a second factor of another | stored once the factor is given | stored at once |
 * | metadata with `also_on_deny` when a rule fails | stored | not stored |
 * | claims that reach a token | those that the project lets through | those that Auth0 lets through |
 */
export function emitAuth0Action(policies: readonly TargetPolicy[]): readonly EmittedFile[] {
  const compiled = policies.map(({ policy }) => policy);
  const withPatterns = compiled.find(hasPatterns);
  const secrets = [...new Set(policies.flatMap(({ core }) => secretsOf(core)))];
  const [secret = null, ...others] = secrets;
  const functions = compiled.flatMap((policy) => policy.functions);
  const rules = policies.map((_, index) => `...policy${index + 1}()`).join(', ');
  const signer = textOfCode(js`${others.length > 0 ? null : secret}`);
  const text = `${headerOf(compiled, secrets)}
${withPatterns === undefined ? '' : "const { RE2JS } = require('re2js');\n\n"}exports.onExecutePostLogin = async (event, api) => {
  runAsAction(rules, event, api, false, ${signer}, console.log);
};

// The login is back from where it was sent: all rules run once more.
exports.onContinuePostLogin = async (event, api) => {
  runAsAction(rules, event, api, true, ${signer}, console.log);
};

${compiled.map(functionOf).join('\n')}
const rules = [${rules}];

${libraryHeader}${withPatterns === undefined ? '' : patternText(withPatterns)}${libraryText([...functions, 'buildConstant', 'runAsAction'])}`;
  const [only] = compiled;
  const name = compiled.length === 1 && only !== undefined ? only.id : 'post-login';
  return [{ name: `${name}.action.js`, text }];
}

function headerOf(policies: readonly CompiledPolicy[], secrets: readonly string[]): string {
  const needs = [
    ...(policies.some(hasPatterns) ? ['// It needs the package re2js as a dependency.'] : []),
    ...(secrets.length === 0 ? [] : [`// It needs values for these secrets: ${secrets.join(', ')}.`]),
  ];
  return ['// A post-login Action for Auth0, made by `lintel compile`.', ...needs, ''].join('\n');
}

/** Each policy has names of its own. */
function functionOf(policy: CompiledPolicy, index: number): string {
  const body = `${programText(policy, '')}\nreturn rules;`.replace(/^(?=.)/gm, '  ');
  return `function policy${index + 1}() {\n${body}\n}\n`;
}

/** The secrets that sign what goes along with redirects. */
function secretsOf({ rules }: CorePolicy): readonly string[] {
  return rules
    .filter(({ mode }) => mode === 'enforce')
    .flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'redirect' ? (effect.signWith ?? []) : [])),
    );
}
