import { type Fields, isRecord } from './fields.ts';

/** What tests say in one word, `app: hr`, where the name and the id are the same: a name of the context, and its two fields. */
const NAMED = [
  { name: 'clientName', id: 'clientID', inside: null },
  { name: 'name', id: 'id', inside: 'organization' },
] as const;

/** The contexts in which an app or an organization that is known by name or by id alone is known by both. */
export function withSameNames(context: Fields): readonly Fields[] {
  return NAMED.flatMap(({ name, id, inside }) => {
    const place = inside === null ? context : context[inside];
    if (!isRecord(place)) return [];
    const texts = [place[name], place[id]].filter((one) => typeof one === 'string');
    return texts.map((text) => {
      const named = { ...place, [name]: text, [id]: text };
      return inside === null ? named : { ...context, [inside]: named };
    });
  });
}

/** How many apps and organizations have one word for their name and their id. */
export function countSameNames(context: Fields): number {
  return NAMED.filter(({ name, id, inside }) => {
    const place = inside === null ? context : context[inside];
    return isRecord(place) && typeof place[id] === 'string' && place[id] === place[name];
  }).length;
}

/** The context without the ids that are said together with the name. */
export function withoutSameIds(context: Fields): Fields {
  return NAMED.reduce<Fields>((rest, { name, id, inside }) => {
    const place = inside === null ? rest : rest[inside];
    if (!isRecord(place) || typeof place[id] !== 'string' || place[id] !== place[name]) return rest;
    const { [id]: _, ...others } = place;
    return inside === null ? others : { ...rest, [inside]: others };
  }, context);
}
