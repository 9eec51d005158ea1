import { type Fields, recordOf } from '../login/fields.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { type GivenAnswers, givenOf } from '../look-ups/given-answers.ts';
import { counterKey, LOOK_UPS } from '../look-ups/look-ups-as-fields.ts';
import { type Aim, findAims, type Way } from './aims.ts';
import { openSolutions } from './answers.ts';
import { BASE_MOMENT } from './base-moment.ts';
import { bendValue } from './bend-value.ts';
import type { GeneratorFacts } from './facts.ts';
import { findPlaces } from './find-places.ts';
import type { Place } from './places.ts';
import { type Draft, putValue } from './put-value.ts';
import { openRandom, type Random } from './random.ts';
import { workClaimsOut } from './work-claims-out.ts';
import { workProfileOut } from './work-profile-out.ts';

export interface LoginOptions {
  /** Whether now and then one field holds what it never should. Default: false. */
  readonly wrongShapes?: boolean;
}

/** How often one field of a login is bent, where that is asked for. */
const BENT = 0.08;

/** Reads the facts once; the function then makes the same login of the same number, which counts with 32 bits. */
export function openLogins(
  facts: GeneratorFacts,
  options: LoginOptions = {},
): (number: number) => TimedLogin {
  const aimed = { ...facts, cores: workClaimsOut(workProfileOut(facts.cores)) };
  const places = findPlaces(aimed);
  const aims = findAims(aimed, places, openSolutions(places));
  const studio: Studio = {
    places: places.list,
    asked: places.list.flatMap((place, index) => (place.isAsked ? [index] : [])),
    laws: aims.filter(({ about }) => about === 'law'),
    rules: aims.filter(({ about }) => about === 'rule'),
    wild: facts.rules.length === 0 ? 0.12 : 0.25,
    bent: options.wrongShapes === true ? BENT : 0,
    asks: asksOf(facts),
  };
  return (number) => makeLogin(studio, openRandom(number));
}

interface Studio {
  readonly places: readonly Place[];
  /** Places that rules or laws ask for. */
  readonly asked: readonly number[];
  readonly laws: readonly Aim[];
  readonly rules: readonly Aim[];
  /** How often a login has no aim. */
  readonly wild: number;
  readonly bent: number;
  readonly asks: readonly Ask[];
}

/** A look-up or a counter that a login is told of. */
interface Ask {
  readonly name: string;
  /** How often it fails as a whole; null: it is a counter. */
  readonly fails: number | null;
}

function makeLogin(studio: Studio, random: Random): TimedLogin {
  const { places, asked } = studio;
  const chosen = new Int32Array(places.length).fill(PLAIN);
  chooseBackground(studio, chosen, random);
  for (const [place, left] of chooseWay(studio, random) ?? []) chosen[place] = random.pick(left) ?? PLAIN;
  // Any value of any field comes up beside any aim.
  for (let share = 0.35; asked.length > 0 && random.chance(share); share /= 2) {
    const place = random.pick(asked) ?? 0;
    chosen[place] = random.below(places[place]?.pool.length ?? 0);
  }
  if (random.chance(0.12)) {
    const place = random.pick(asked) ?? 0;
    if (places[place]?.root !== 'now') chosen[place] = 0;
  }
  return fill(studio, chosen, random);
}

/** The place holds what a plain login has there. */
const PLAIN = -1;

function chooseBackground({ places, asked }: Studio, chosen: Int32Array, random: Random): void {
  const mode = random.below(20);
  // A plain login with what the rules ask for as it comes; the bare fields that they ask for; anything.
  if (mode < 8) return;
  const keep = mode < 12 ? 0 : 0.6;
  for (const [index, place] of places.entries())
    if (!place.isAsked && !random.chance(keep)) chosen[index] = 0;
  if (mode < 10) return;
  for (const place of asked) if (random.chance(0.6)) chosen[place] = chooseFrom(places[place], random);
}

/** Any value of a place; every other time one of the first, which tell the most. */
function chooseFrom(place: Place | undefined, random: Random): number {
  const length = place?.pool.length ?? 0;
  return random.below(random.chance(0.5) ? Math.min(length, TELLING) : length);
}

const TELLING = 12;

function chooseWay({ laws, rules, wild }: Studio, random: Random): Way | null {
  if (random.chance(wild)) return null;
  const aims = laws.length > 0 && (rules.length === 0 || random.chance(0.5)) ? laws : rules;
  const aim = random.pick(aims);
  return aim?.way(random.below(aim.ways)) ?? null;
}

function fill({ places, asked, bent, asks }: Studio, chosen: Int32Array, random: Random): TimedLogin {
  const user: Draft = {};
  const context: Draft = {};
  let now = BASE_MOMENT;
  const clock = places[0]?.root === 'now' ? places[0] : undefined;
  if (clock !== undefined) {
    const index = chosen[0] ?? PLAIN;
    const moment = (index === PLAIN ? clock.plain : clock.pool[index])?.make(now, random);
    if (typeof moment === 'number') now = moment;
  }
  const twisted = bent > 0 && random.chance(bent) ? (random.pick(asked) ?? -1) : -1;
  for (let index = 0; index < places.length; index++) {
    const place = places[index];
    if (place === undefined || place.root === 'now') continue;
    const choice = chosen[index] ?? PLAIN;
    const made = (choice === PLAIN ? place.plain : place.pool[choice])?.make(now, random);
    const value = index === twisted ? bendValue(place.type, made, random) : made;
    putValue(place.root === 'user' ? user : context, place.path, value);
  }
  if (asks.length === 0) return { user, context, now };
  const { [LOOK_UPS]: found, ...rest } = context;
  return { user, context: rest, now, answers: answersOf(asks, recordOf(found), random) };
}

/** Of a rule that needs a look-up that has failed nothing more is to be seen, so few of them fail. */
const FAILS = { deny: 0.02, continue: 0.06 } as const;

function asksOf({ cores }: GeneratorFacts): readonly Ask[] {
  const asks = cores.flatMap(({ sources, counters }): readonly Ask[] => [
    ...sources.map(({ name, ifItFails }) => ({ name, fails: FAILS[ifItFails] })),
    ...counters.map(({ name }) => ({ name: counterKey(name), fails: null })),
  ]);
  return [...new Map(asks.map((ask) => [ask.name, ask])).values()];
}

function answersOf(asks: readonly Ask[], found: Fields, random: Random): GivenAnswers {
  return Object.fromEntries(
    asks.map(({ name, fails }) => {
      const value = Object.hasOwn(found, name) ? found[name] : undefined;
      if (fails === null) return [name, givenOf(countOf(value))] as const;
      return [name, random.chance(fails) ? { kind: 'failed' } : givenOf(value)] as const;
    }),
  );
}

/** What a counter can stand at. */
function countOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.trunc(value) : 0;
}
