import { type CompiledPolicy, libraryText } from '../../stdlib/index.ts';
import { type EmittedFile, hasPatterns, libraryHeader, patternText, programText } from './standalone.ts';

/** The whole policy as one `function (user, context, callback)`, which runs wherever such rules run. */
export function emitAuth0Rule(policy: CompiledPolicy): readonly EmittedFile[] {
  const imports = hasPatterns(policy) ? "const { RE2JS } = require('re2js');\n\n" : '';
  const body = `${imports}${programText(policy, '')}

delete context.lintel;
const error = runRules(rules, user, context);
for (const line of runState(context).log) console.log(printedLine(line));
delete context.lintel;
return error === null ? callback(null, user, context) : callback(error);

${libraryHeader}${patternText(policy)}${libraryText([...policy.functions, 'buildConstant', 'runRules', 'runState', 'printedLine'])}`;
  const text = `function (user, context, callback) {\n${body.replace(/^(?=.)/gm, '  ')}\n}\n`;
  return [{ name: `${policy.id}.js`, text }];
}
