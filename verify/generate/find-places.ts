import { harvestRule } from '../../compiler/index.ts';
import { isTimezone, type Type } from '../../stdlib/index.ts';
import { BASE_MOMENT } from './base-moment.ts';
import { calendarMoments, calendarNumbers } from './calendar-moments.ts';
import { always, type Candidate, listOfCandidates } from './candidate.ts';
import type { GeneratorFacts } from './facts.ts';
import { candidatesFor } from './field-candidates.ts';
import { type Atom, findAtoms, readsOf } from './find-atoms.ts';
import { fitsType } from './is-valid-login.ts';
import { type LoginSchema, loginSchema } from './login-schema.ts';
import type { Members } from './members.ts';
import { constantsIn, expressionsIn, type Near } from './near.ts';
import { nearsOfCalls } from './nears-of-calls.ts';
import { type Hint, joinPlaces, type PlaceDraft, type Places, placeKey, typeAsked } from './places.ts';
import { openRandom } from './random.ts';
import { specialCandidates } from './special-candidates.ts';
import { momentsNear } from './value-candidates.ts';
import { writtenTexts } from './written-texts.ts';

/** The places of a project's logins, with the values that its rules and laws make interesting. */
export function findPlaces(facts: GeneratorFacts): Places {
  const found: Found = {
    schema: loginSchema(facts.attributes),
    drafts: new Map(),
    zones: zonesOf(facts),
    written: writtenTexts(facts.cores),
  };
  addMoments(found, [{ kind: 'number', number: 0 }]);
  const atoms = facts.cores.flatMap(findAtoms);
  for (const atom of atoms) addAtom(found, atom);
  const asked = atoms.map(askedOfClaims);
  const hints = facts.rules.map(({ text, file }) => addRule(found, text, file, asked));
  for (const atom of atoms) shareValues(found, atom);
  for (const draft of found.drafts.values()) joinConstants(draft);
  addClock(found, calendarMoments(calendarNumbers(atoms), found.zones));
  return joinPlaces(facts.attributes, found.drafts, hints);
}

interface Found {
  readonly schema: LoginSchema;
  readonly drafts: Map<string, PlaceDraft>;
  readonly zones: readonly string[];
  /** Texts as authors spell them, by their lower-case form: what a policy compares is folded. */
  readonly written: ReadonlyMap<string, string>;
}

/** Where granted scopes come from: what was asked for. */
const SCOPE = ['request', 'query', 'scope'];

/** Values of one field that another is compared with. */
const SHARED = 40;

function addAtom(found: Found, atom: Atom): void {
  const { fields, members, readsClock, readsScopes } = readsOf(atom);
  const conditions = new Map(atom.policy.conditions.map(({ name, condition }) => [name, condition]));
  const expressions = expressionsIn(atom.core, conditions);
  const constants = constantsIn(expressions, atom.policy);
  const nears = [...constants, ...nearsOfCalls(expressions, constants)].flatMap((near) => {
    const spelt = near.kind === 'text' ? found.written.get(near.text) : undefined;
    return spelt === undefined || near.kind !== 'text' || spelt === near.text
      ? [near]
      : [{ kind: 'text' as const, text: spelt }, near];
  });
  for (const { root, path, type } of fields) {
    addField(found, root, path, { type, nears, members });
  }
  if (readsScopes) addField(found, 'context', SCOPE, { type: { kind: 'text' }, nears, members });
  if (readsClock) addMoments(found, nears);
}

interface Asked {
  readonly type: Type;
  readonly nears: readonly Near[];
  readonly members: Members;
}

/** The groups that were added. */
function addField(
  found: Found,
  root: 'user' | 'context',
  path: readonly string[],
  asked: Asked,
): readonly (readonly Candidate[])[] {
  const type = typeAsked(found.schema, root, path, asked.type);
  if (type === null || path.length === 0) return [];
  const key = placeKey(root, path);
  const draft = found.drafts.get(key) ?? { root, path, type, groups: [], nears: [] };
  found.drafts.set(key, draft);
  const groups = specialCandidates(key, asked.nears) ?? candidatesFor({ ...asked, type });
  draft.groups.push(...groups);
  draft.nears.push(...asked.nears);
  return groups;
}

function addMoments(found: Found, nears: readonly Near[]): void {
  for (const near of nears) addClock(found, momentsNear(near, found.zones));
}

function addClock(found: Found, moments: readonly number[]): void {
  const key = placeKey('now', []);
  const type: Type = { kind: 'instant' };
  const draft = found.drafts.get(key) ?? { root: 'now', path: [], type, groups: [], nears: [] };
  found.drafts.set(key, draft);
  draft.groups.push(moments.map(always));
}

/** What a law asks of claims: those that it names, and what they are compared with. */
interface AskedOfClaims {
  readonly names: readonly string[];
  readonly nears: readonly Near[];
}

function askedOfClaims({ core, policy }: Atom): AskedOfClaims {
  const expressions = expressionsIn(core, new Map());
  const names = expressions.flatMap((one) =>
    one.kind === 'field' && one.root === 'result' && one.path[0] === 'claims' ? one.path.slice(1, 2) : [],
  );
  return { names, nears: names.length === 0 ? [] : constantsIn(expressions, policy) };
}

/**
 * A rule in JavaScript does not say which constant goes with which field: each is tried with each. What it reads may
 * become a claim, so what laws ask of claims is tried, too.
 */
function addRule(found: Found, text: string, file: string, asked: readonly AskedOfClaims[]): Hint {
  const { fields, texts, numbers, patterns, readsClock } = harvestRule({ name: file, text });
  const nears: readonly Near[] = [
    ...texts.filter((one) => one.length <= 200).map((one): Near => ({ kind: 'text', text: one })),
    ...numbers.map((number): Near => ({ kind: 'number', number })),
    ...patterns.map((pattern): Near => ({ kind: 'pattern', ...pattern })),
    ...asked.flatMap((one) => one.nears).slice(0, SHARED),
  ];
  const claims = asked.flatMap(({ names }) => names);
  const isInside = (path: readonly string[]): boolean =>
    fields.some(
      ({ path: other }) => other.length > path.length && path.every((step, index) => other[index] === step),
    );
  const hint = new Map<string, ReadonlySet<string>>();
  if (readsClock) hint.set(placeKey('now', []), new Set());
  for (const { root, path } of [...fields, ...fieldsInside(found, fields, claims)]) {
    if (isInside(path)) continue;
    const any: Type = { kind: 'any' };
    const type = typeAsked(found.schema, root, path, any) ?? any;
    const likely = nears.filter((near) => isLikely(near, type.kind === 'list' ? type.of : type));
    const groups = addField(found, root, path, { type: any, nears: likely, members: new Map() });
    hint.set(
      placeKey(root, path),
      new Set(groups.flatMap((group) => group.slice(0, 1)).map(({ key }) => key)),
    );
  }
  return hint;
}

/**
 * Of metadata that a rule reads as a whole, the fields that anybody names in any metadata, or as claims: rules put them
 * together.
 */
function fieldsInside(
  { drafts }: Found,
  fields: readonly { readonly path: readonly string[] }[],
  claims: readonly string[],
): readonly { readonly root: 'user'; readonly path: readonly string[] }[] {
  const records = METADATA.filter((name) =>
    fields.some(({ path: [first, second] }) => first === name && second === undefined),
  );
  const known = [...drafts.values()].flatMap(({ root, path: [record = '', ...rest] }) =>
    root === 'user' && METADATA.includes(record) && rest.length > 0 ? [rest] : [],
  );
  return records.flatMap((record) =>
    [...known, ...claims.map((claim) => [claim])].map(
      (rest) => ({ root: 'user', path: [record, ...rest] }) as const,
    ),
  );
}

const METADATA: readonly string[] = ['user_metadata', 'app_metadata'];

/** Whether a constant looks as if it were meant for a field of a type; messages and names of claims are for none. */
function isLikely(near: Near, { kind }: Type): boolean {
  if (near.kind !== 'text') return true;
  const { text } = near;
  if (/^https?:/.test(text) && kind !== 'url') return false;
  if (kind === 'email' || kind === 'domain') return /[@.]./.test(text);
  if (kind === 'country') return /^[A-Z]{2}$/i.test(text);
  return text !== '' && text.split(' ').length <= 3;
}

/** What several conditions ask of one list is asked of it together, too. */
function joinConstants({ type, nears, groups }: PlaceDraft): void {
  if (type.kind !== 'list' || type.of.kind === 'record') return;
  const distinct = [...new Map(nears.map((near) => [JSON.stringify(near), near])).values()];
  groups.push(...candidatesFor({ type, nears: distinct.slice(0, SHARED), members: new Map() }));
}

/** Fields that one condition compares get each other's values. */
function shareValues(found: Found, atom: Atom): void {
  const { fields } = readsOf(atom);
  if (fields.length < 2) return;
  const drafts = fields.flatMap(({ root, path }) => found.drafts.get(placeKey(root, path)) ?? []);
  const groups = drafts.map(({ groups: own }) => own.flatMap((group) => group.slice(0, 6)).slice(0, SHARED));
  for (const [index, draft] of drafts.entries()) {
    for (const [other, group] of groups.entries()) {
      const shared = other === index ? [] : group.flatMap((one) => adapted(one, draft.type));
      if (shared.length > 0) draft.groups.push(shared);
    }
  }
}

/** A value as a field of another type can hold it: alone in a list. */
function adapted(candidate: Candidate, type: Type): readonly Candidate[] {
  return [candidate, listOfCandidates([candidate])].filter((one) =>
    fitsType(one.make(BASE_MOMENT, openRandom(0)), type),
  );
}

function zonesOf(facts: GeneratorFacts): readonly string[] {
  const named = facts.cores.flatMap((policy) => [
    ...policy.constants.flatMap((constant) =>
      constant.kind === 'schedule' ? [constant.schedule.timezone] : [],
    ),
    ...findAtoms(policy).flatMap(({ core }) =>
      expressionsIn(core, new Map()).flatMap((one) =>
        one.kind === 'literal' &&
        typeof one.value === 'string' &&
        /[/]/.test(one.value) &&
        isTimezone(one.value)
          ? [one.value]
          : [],
      ),
    ),
  ]);
  return [...new Set(['UTC', ...named])].slice(0, 6);
}
