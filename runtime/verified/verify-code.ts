import { getLineInfo } from 'acorn';
import { checkOutline } from './check-outline.ts';
import type { CodeFault, Fault } from './code-fault.ts';
import { parseCode } from './parse-code.ts';
import { outermostScope } from './scope.ts';

export type { CodeFault } from './code-fault.ts';

/**
 * Reads the text of a policy's code, whoever wrote it, and says why it may not run outside of the sandbox; null: it may.
 * `helpers` are the names that the host has in store for it, and nothing else of the host can be reached by what is
 * accepted, as long as helpers are total functions without effects and logins are plain data. It ends, in a time that hangs
 * on the helpers and on the lists of the login. Blocks have 4 parameters when they are given fields, and 5 when they are given
 * the login; all blocks of a text are alike.
 */
export function verifyCode(text: string, helpers: ReadonlySet<string>): CodeFault | null {
  const fault = findFault(text, helpers);
  if (fault === null) return null;
  const { line, column } = getLineInfo(text, fault.at);
  return { line, column: column + 1, message: fault.message };
}

function findFault(text: string, helpers: ReadonlySet<string>): Fault | null {
  try {
    const parsed = parseCode(text);
    return parsed.kind === 'broken' ? parsed.fault : checkOutline(parsed.node, outermostScope(helpers));
  } catch (error) {
    // The parser and the checks go down once for each level of nesting, so a text can be too deep for them.
    if (!(error instanceof RangeError)) throw error;
    return { at: 0, message: 'brackets stand too deep inside each other' };
  }
}
