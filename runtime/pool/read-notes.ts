import type { JavaScriptRule } from '../../stdlib/index.ts';
import { isRecord } from '../login/read-login.ts';
import type { RuleLimits } from '../rule-limits.ts';
import { type ConsoleLine, goesOn, noteFailure, type RuleEnding, type RuleNote } from '../rule-note.ts';

/** The rules that were asked for, by their places in the pipeline, and what became of them. */
interface Asked {
  readonly places: readonly number[];
  readonly rules: readonly JavaScriptRule[];
  readonly limits: RuleLimits;
}

/**
 * Takes nothing on trust of what a worker says: the notes in the order of the rules, complete or, of a login that was
 * lost, as far as they go. Null when anything about them is odd.
 */
export function readNotes(
  value: unknown,
  asked: Asked,
  extent: 'complete' | 'so-far',
): readonly RuleNote[] | null {
  if (!Array.isArray(value) || value.length > asked.places.length) return null;
  const notes: RuleNote[] = [];
  for (const [index, item] of value.entries()) {
    const before = notes.at(-1);
    if (before !== undefined && !goesOn(asked.rules[before.rule], before.ending)) return null;
    const note = readNote(item, asked.limits);
    if (note === null || note.rule !== asked.places[index]) return null;
    notes.push(note);
    // The rules after it ran, since nobody in there knew.
    if (isTooDeep(note) && !goesOn(asked.rules[note.rule], note.ending)) return notes;
  }
  if (extent === 'so-far' || notes.length === asked.places.length) return notes;
  const last = notes.at(-1);
  return last === undefined || goesOn(asked.rules[last.rule], last.ending) ? null : notes;
}

function readNote(value: unknown, limits: RuleLimits): RuleNote | null {
  if (!isRecord(value)) return null;
  const { rule, user, context, microseconds } = value;
  const ending = readEnding(value.ending);
  const console = readConsole(value.console, limits);
  const remarks = readRemarks(value.remarks);
  if (typeof rule !== 'number' || ending === null || console === null || remarks === null) return null;
  if (!isText(user, limits.resultLength) || !isText(context, limits.resultLength)) return null;
  if ((user?.length ?? 0) + (context?.length ?? 0) > limits.resultLength) return null;
  if (typeof microseconds !== 'number' || !(microseconds >= 0 && microseconds < 1e12)) return null;
  if (isShallow(user) && isShallow(context)) {
    return { rule, ending, user, context, console, remarks, microseconds };
  }
  // Nobody leaves anything with another ending.
  return ending.kind === 'next' ? { ...noteFailure(rule, TOO_DEEP), console, remarks, microseconds } : null;
}

function isTooDeep({ ending }: RuleNote): boolean {
  return ending.kind === 'failure' && ending.reason === TOO_DEEP;
}

function readEnding(value: unknown): RuleEnding | null {
  if (!isRecord(value)) return null;
  const { kind, name, message, code, reason } = value;
  switch (kind) {
    case 'next':
      return { kind };
    case 'deny':
      if (typeof message !== 'string' || typeof code !== 'string') return null;
      return { kind, message: cut(message), code: cut(code) };
    case 'error':
      if (typeof message !== 'string' || typeof name !== 'string') return null;
      if (code !== null && typeof code !== 'string') return null;
      return { kind, name: cut(name), message: cut(message), code: code === null ? null : cut(code) };
    case 'failure':
      return typeof reason === 'string' ? { kind, reason: cut(reason) } : null;
    default:
      return null;
  }
}

/** Null, or an object as JSON that is not too long. */
function isText(value: unknown, longest: number): value is string | null {
  if (value === null) return true;
  if (typeof value !== 'string' || value.length > longest) return false;
  try {
    return isRecord(JSON.parse(value));
  } catch {
    return false;
  }
}

/** What came in is at most 64 deep, and rules add little to that; whoever goes through it later does so recursively. */
const DEEPEST = 256;
const TOO_DEEP = `left lists and records in \`user\` or \`context\` that are nested deeper than ${DEEPEST} levels`;

function isShallow(text: string | null): boolean {
  if (text === null) return true;
  let depth = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) index += character === '\\' ? 1 : 0;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > DEEPEST) return false;
  }
  return true;
}

const LEVELS: readonly string[] = ['info', 'warning', 'error', 'debug'] satisfies ConsoleLine['level'][];

function isLevel(value: unknown): value is ConsoleLine['level'] {
  return typeof value === 'string' && LEVELS.includes(value);
}

function readConsole(value: unknown, limits: RuleLimits): readonly ConsoleLine[] | null {
  if (!Array.isArray(value) || value.length > limits.consoleLines) return null;
  const lines: ConsoleLine[] = [];
  for (const line of value) {
    if (!isRecord(line) || !isLevel(line.level) || typeof line.text !== 'string') return null;
    lines.push({ level: line.level, text: line.text.slice(0, limits.consoleLength) });
  }
  return lines;
}

/** There are not many things to remark. */
const REMARKS = 100;

function readRemarks(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.slice(0, REMARKS);
  return texts.every((text) => typeof text === 'string') ? texts.map(cut) : null;
}

/** Messages are for people. */
const cut = (text: string) => text.slice(0, 4096);
