import type { Type } from '../../stdlib/index.ts';
import { ABSENT, always, type Candidate, distinct } from './candidate.ts';
import type { GeneratorFacts } from './facts.ts';
import { type LoginSchema, loginSchema, typeOfPlace } from './login-schema.ts';
import type { Near } from './near.ts';

/** Where something of a login stands, and what is worth trying there. */
export interface Place {
  readonly root: 'user' | 'context' | 'now';
  readonly path: readonly string[];
  readonly type: Type;
  /** What a plain login has there; missing for what is not in every login. */
  readonly plain: Candidate;
  /** False for places that nothing in the project asks for. */
  readonly isAsked: boolean;
  /** The first is `ABSENT`, except for the clock, which every login has. */
  readonly pool: readonly Candidate[];
}

/** All places of a project's logins, those that hold others before these, and how to find them. */
export interface Places {
  readonly list: readonly Place[];
  /** By `placeKey`. */
  readonly indexes: ReadonlyMap<string, number>;
  readonly hints: readonly Hint[];
}

/** For a rule in JavaScript: the places that it reads, by `placeKey`, and the keys of the values that it names. */
export type Hint = ReadonlyMap<string, ReadonlySet<string>>;

/** What was found for a place while the project was read. */
export interface PlaceDraft {
  readonly root: Place['root'];
  readonly path: readonly string[];
  readonly type: Type;
  readonly groups: (readonly Candidate[])[];
  /** All constants that it meets anywhere. */
  readonly nears: Near[];
}

/** Nobody can try more values in a place than this. */
const MOST = 400;

/** Tells places apart. */
export function placeKey(root: Place['root'], path: readonly string[]): string {
  return JSON.stringify([root, ...path]);
}

/** The type of a field as the schema has it; as it is asked for where the schema does not know; null: it has no place. */
export function typeAsked(
  schema: LoginSchema,
  root: 'user' | 'context',
  path: readonly string[],
  asked: Type,
): Type | null {
  const known = typeOfPlace(schema, root, path);
  if (known === undefined) return null;
  return known === null || known.kind === 'any' ? asked : known;
}

/** Puts the places of the schema and those that were found together. */
export function joinPlaces(
  attributes: GeneratorFacts['attributes'],
  drafts: ReadonlyMap<string, PlaceDraft>,
  hints: readonly Hint[],
): Places {
  const plain = new Map(
    loginSchema(attributes).places.map((place) => [placeKey(place.root, place.path), place]),
  );
  const asked = [...drafts].map(([key, { root, path, type, groups }]): Place => {
    const example = plain.get(key)?.example;
    const first = example === undefined ? ABSENT : always(example);
    const found = distinct([...(example === undefined ? [] : [[first]]), ...groups], MOST);
    const pool = root === 'now' ? found : [ABSENT, ...found.filter(({ key: other }) => other !== ABSENT.key)];
    return { root, path, type, plain: root === 'now' ? (found[0] ?? ABSENT) : first, isAsked: true, pool };
  });
  const others = [...plain].flatMap(([key, { root, path, type, example }]): readonly Place[] => {
    if (drafts.has(key) || example === undefined) return [];
    const value = always(example);
    return [{ root, path, type, plain: value, isAsked: false, pool: [ABSENT, value] }];
  });
  const list = [...others, ...asked].sort((one, other) => one.path.length - other.path.length);
  return {
    list,
    indexes: new Map(list.map(({ root, path }, index) => [placeKey(root, path), index])),
    hints,
  };
}
