import {
  type LastingEffect,
  type LookUpState,
  type MultifactorDemand,
  openContext,
  put,
} from '../stdlib/index.ts';
import { demandOfRule, providerOptionsOf, stricterDemand } from './demand-of-rule.ts';
import type { Limits } from './limits.ts';
import { copyData } from './login/copy-data.ts';
import { isRecord, type Login } from './login/read-login.ts';
import { pinContext, pinUser } from './pinned-fields.ts';
import type { Ending, GuestResult } from './policies/guest.ts';
import { changesOf, deedsSince, sameGuestData } from './policies/guest-deeds.ts';
import {
  copyGuestData,
  copyRun,
  type GuestContext,
  knownOf,
  primaryUserOf,
  type Run,
} from './policies/guest-run.ts';
import type { Deed, Effect } from './report/effect.ts';
import type { RuleNote } from './rule-note.ts';
import type { PlannedRule } from './steps.ts';

/**
 * A login on its way through policies and rules in JavaScript: what they made of it so far. It stays with the host;
 * what comes out of a sandbox is held against it.
 */
export interface Passage {
  /** Nothing in it is ever changed in place below its first level, so that parts of it can be shared. */
  run: Run;
  /** `run.user` as JSON. */
  userText: string;
  /** What policies demanded. */
  held: MultifactorDemand | null;
  /** `context.multifactor` as rules in JavaScript see it. */
  seen: unknown;
  readonly effects: Effect[];
  readonly wouldHave: Effect[];
  /** What is to last, as rules of policies wrote it down. */
  lasting: readonly LastingEffect[];
  /** Who ended it, once somebody did. */
  end: { readonly ending: Ending; readonly policy: string; readonly rule: string } | null;
}

/** What a rule in JavaScript did, for its trace. */
export interface RuleDoing {
  readonly ending: Ending;
  readonly deeds: readonly Deed[];
  readonly remarks: readonly string[];
}

/** `userText`: the user as JSON. */
export function openPassage({ user, context }: Login, userText: string, now: number): Passage {
  const own = { ...context, idToken: claimsOf(context.idToken), accessToken: claimsOf(context.accessToken) };
  openContext(own, now);
  const run = runOf(user, own);
  const held = run.known.multifactor;
  return { run, userText, held, seen: held, effects: [], wouldHave: [], lasting: [], end: null };
}

/** Claims are the only thing that is written to in place. */
function claimsOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? copyGuestData(value) : {};
}

function runOf(user: Login['user'], context: object): Run {
  const own = { ...user };
  // `openContext` and policies see to it that it has what the type says.
  const whole = context as GuestContext;
  return {
    user: own,
    context: whole,
    lintel: whole.lintel,
    known: { ...knownOf(own, whole, false), user: { ...user } },
  };
}

/** Takes what policies made of it. */
export function takePart(passage: Passage, result: GuestResult): void {
  passage.effects.push(...result.effects);
  passage.wouldHave.push(...result.wouldHave);
  const { ending, policy, rule, left } = result;
  // A guest that breaks off tells of nothing.
  if (policy !== null || left !== undefined) passage.lasting = result.lasting;
  if (ending.kind !== 'next' || left === undefined) {
    const failed: Ending = { kind: 'failure', reason: 'the policies came to no end' };
    passage.end = {
      ending: ending.kind === 'next' ? failed : ending,
      policy: policy ?? '',
      rule: rule ?? '',
    };
    return;
  }
  if (left.user !== null) passage.userText = JSON.stringify(left.user);
  goOn(passage, runOf(left.user ?? passage.run.user, { ...left.context, lintel: left.state }));
}

/** Takes what deciders said: what applies has been carried out in its context. */
export function takeDecided(passage: Passage, result: GuestResult): void {
  const { ending, policy, rule, effects, wouldHave } = result;
  passage.effects.push(...effects);
  passage.wouldHave.push(...wouldHave);
  if (ending.kind === 'next') goOn(passage, runOf(passage.run.user, passage.run.context));
  else passage.end = { ending, policy: policy ?? '', rule: rule ?? '' };
}

function goOn(passage: Passage, run: Run): void {
  const { multifactor: before } = passage.run.known;
  const { multifactor } = run.known;
  passage.run = run;
  if (sameGuestData(before, multifactor)) return;
  passage.held = multifactor;
  passage.seen = multifactor;
}

/** Hands answers to what the rules of policies wanted to know. */
export function takeAnswers({ run }: Passage, answers: ReadonlyMap<string, LookUpState>): void {
  for (const [key, state] of answers) put(run.lintel.lookUps, key, state);
}

/** Takes what a rule in JavaScript made of it, or of its copy. `acts`: what the host did for the rule. */
export function takeNote(
  passage: Passage,
  planned: PlannedRule,
  note: RuleNote,
  acts: readonly Deed[],
  limits: Limits,
): RuleDoing {
  const { rule, policy } = planned;
  const isEnforced = rule.mode === 'enforce';
  const run = isEnforced ? passage.run : copyRun(passage.run);
  const remarks = [...note.remarks];
  let ending = endingOf(note, planned);
  const deeds: Deed[] = [...acts];
  if (ending.kind === 'next' && note.ending.kind === 'next') {
    const problem = adopt(passage, run, note, planned, deeds, remarks, limits);
    if (problem !== null) ending = { kind: 'failure', reason: problem };
  }
  if (note.ending.kind !== 'next' && ending.kind === 'next') {
    deeds.push({ effect: 'fail', reason: reasonOf(note.ending) });
  }
  if (ending.kind === 'deny') deeds.push({ effect: 'deny', message: ending.message, code: ending.code });
  const kept = isEnforced ? passage.effects : passage.wouldHave;
  for (const deed of deeds) kept.push({ policy, rule: rule.id, ...deed });
  if (ending.kind === 'failure') {
    const failed = { effect: 'fail', reason: ending.reason } as const;
    if (!isEnforced) kept.push({ policy, rule: rule.id, ...failed });
    deeds.push(failed);
  }
  if (isEnforced && ending.kind !== 'next') passage.end = { ending, policy, rule: rule.id };
  return { ending, deeds, remarks };
}

/** How a rule's end looks to the pipeline. One that may fail has not ended the login by failing. */
function endingOf({ ending }: RuleNote, { rule }: PlannedRule): Ending {
  if (ending.kind === 'next' || ending.kind === 'deny') return ending;
  if (rule.ifItFails === 'continue') return { kind: 'next' };
  if (ending.kind === 'failure') return ending;
  return { kind: 'deny', message: ending.message, code: 'access_denied' };
}

function reasonOf(ending: RuleNote['ending']): string {
  if (ending.kind === 'failure') return ending.reason;
  return ending.kind === 'next' ? '' : ending.message;
}

/** Makes the login what the rule left of it; says what is wrong where that cannot be. */
function adopt(
  passage: Passage,
  run: Run,
  note: RuleNote,
  { rule, policy }: PlannedRule,
  deeds: Deed[],
  remarks: string[],
  limits: Limits,
): string | null {
  const user = readLeft(note.user, run.user, limits);
  const { lintel, ...before } = run.context;
  const context = readLeft(note.context, { ...before, multifactor: passage.seen ?? undefined }, limits);
  if (typeof user === 'string') return `it left a \`user\` that cannot be taken: ${user}`;
  if (typeof context === 'string') return `it left a \`context\` that cannot be taken: ${context}`;
  if (!isRedirect(context.redirect)) return 'its `context.redirect` has no `url` that a browser could go to';
  const pinned = pinContext(context, before);
  const pinnedUser = pinUser(user, run.user, context);
  const names = [...pinnedUser.names, ...pinned.names.map((name) => `context.${name}`)];
  if (names.length > 0) remarks.push(`only rules in JavaScript see its change of ${names.join(', ')}`);
  const others = othersOf(before);
  const demand = demandAfter(passage, run, context.multifactor ?? null, rule.id);
  if (rule.mode === 'enforce') passage.seen = context.multifactor ?? null;
  const { multifactor: _, ...rest } = pinned.kept;
  if (pinnedUser.kept !== run.user) {
    run.user = { ...pinnedUser.kept };
    if (run === passage.run) passage.userText = JSON.stringify(run.user);
  }
  run.context = {
    ...rest,
    idToken: isRecord(context.idToken) ? context.idToken : {},
    accessToken: isRecord(context.accessToken) ? context.accessToken : {},
    ...(demand === null ? {} : { multifactor: demand }),
    lintel,
  };
  // That it links another account is told as a change of the context.
  run.known.primaryUser = primaryUserOf(run.context);
  deeds.push(...deedsSince(run, policy, limits));
  for (const change of changesOf(others, othersOf(run.context))) {
    deeds.push({ effect: 'set_context', ...change });
  }
  return null;
}

function demandAfter(passage: Passage, run: Run, raw: unknown, rule: string): MultifactorDemand | null {
  if (sameGuestData(raw, passage.seen)) return run.known.multifactor;
  return stricterDemand(passage.held, demandOfRule(raw, rule));
}

/** Nobody is let in because the address to send them to is missing. */
function isRedirect(redirect: unknown): boolean {
  if (!redirect) return true;
  const url = isRecord(redirect) ? redirect.url : null;
  return typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url);
}

/** Fields of the context that no other effect tells of. */
function othersOf(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { idToken: _, accessToken: __, multifactor: ___, redirect: ____, lintel: _____, ...others } = context;
  return others;
}

function readLeft(
  text: string | null,
  before: Record<string, unknown>,
  limits: Limits,
): Record<string, unknown> | string {
  if (text === null) return before;
  const copied = copyData(JSON.parse(text), limits);
  if (copied.kind === 'problem') return copied.message;
  return isRecord(copied.value) ? copied.value : 'it is no record';
}

/** What the provider of the second factor is told, beside the demand. */
export function demandSettings(passage: Passage): Readonly<Record<string, unknown>> {
  return passage.run.known.multifactor === null ? {} : providerOptionsOf(passage.seen);
}
