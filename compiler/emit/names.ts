import { library } from '../../stdlib/index.ts';
import { type Code, identifier } from './code.ts';

/** Gives out JavaScript identifiers for authors' names: readable, never reserved, never given twice. */
export interface Names {
  /** The identifier for a name; the same for the same name and purpose. */
  of(purpose: Purpose, name: string): Code;
}

/** What an identifier is for. One name may serve several: a rule and a list, a condition's three functions. */
export type Purpose =
  | 'definition'
  | 'surely'
  | 'possibly'
  | 'variable'
  | 'rule'
  | 'generated'
  | 'source'
  | 'counter';

const SUFFIXES: Readonly<Record<Purpose, string>> = {
  definition: '',
  surely: 'Surely',
  possibly: 'Possibly',
  variable: '',
  rule: '',
  generated: 'Rule',
  source: 'Source',
  counter: 'Count',
};

/** `taken` are the identifiers that emitted code uses beside library functions. */
export function createNames(taken: readonly string[] = []): Names {
  const used = new Set(taken);
  const given = new Map<Purpose, Map<string, Code>>();
  return {
    of(purpose, name) {
      const ofPurpose = given.get(purpose) ?? new Map<string, Code>();
      given.set(purpose, ofPurpose);
      const known = ofPurpose.get(name);
      if (known !== undefined) return known;
      const base = camelCase(name) + SUFFIXES[purpose];
      let text = base;
      for (let count = 2; used.has(text) || RESERVED.has(text); count++) text = `${base}${count}`;
      used.add(text);
      const code = identifier(text);
      ofPurpose.set(name, code);
      return code;
    },
  };
}

/** `hr-staff-only` and `hr_staff_only` as `hrStaffOnly`; what no identifier can hold is left out. */
function camelCase(name: string): string {
  const text = name
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())
    .replace(/[^A-Za-z0-9]/g, '');
  if (text === '') return 'x';
  return /^[0-9]/.test(text) ? `x${text}` : text.charAt(0).toLowerCase() + text.slice(1);
}

const WORDS =
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield async of get set NaN Infinity
  globalThis Object Array String Number Boolean Symbol Map Set WeakMap WeakSet JSON Math Date RegExp Error Promise Proxy
  Reflect Intl BigInt user context callback data possibly surely spared lost verdictOfRule errorOfVisit require module exports process global console
  Buffer auth0 configuration UnauthorizedError`.split(/\s+/);

const RESERVED: ReadonlySet<string> = new Set([...library.keys(), ...WORDS]);
