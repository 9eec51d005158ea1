import { type Fields, isRecord } from './fields.ts';

/** What tests say in one word, `app: hr`, where the name and the id are the same: the two fields, and where they stand. */
const NAMED = [
  { name: 'clientName', id: 'clientID', inside: null },
  { name: 'name', id: 'id', inside: 'organization' },
] as const;

/** The contexts in which an app or an organization that is known by name or by id alone is known by both. */
export function withSameNames(context: Fields): readonly Fields[] {
  return NAMED.flatMap((named) => {
    const place = placeOf(named, context);
    const texts = [place[named.name], place[named.id]].filter((one) => typeof one === 'string');
    return texts.map((text) => put({ ...place, [named.name]: text, [named.id]: text }, named, context));
  });
}

/** How many apps and organizations have one word for their name and their id. */
export function countSameNames(context: Fields): number {
  return NAMED.filter((named) => isSame(named, context)).length;
}

/** The context without the ids that are said together with the name. */
export function withoutSameIds(context: Fields): Fields {
  let rest = context;
  for (const named of NAMED) {
    if (!isSame(named, rest)) continue;
    const { [named.id]: _, ...others } = placeOf(named, rest);
    rest = put(others, named, rest);
  }
  return rest;
}

type Named = (typeof NAMED)[number];

function placeOf({ inside }: Named, context: Fields): Fields {
  const place = inside === null ? context : context[inside];
  return isRecord(place) ? place : {};
}

function put(place: Fields, { inside }: Named, context: Fields): Fields {
  return inside === null ? place : { ...context, [inside]: place };
}

function isSame(named: Named, context: Fields): boolean {
  const place = placeOf(named, context);
  return typeof place[named.id] === 'string' && place[named.id] === place[named.name];
}
