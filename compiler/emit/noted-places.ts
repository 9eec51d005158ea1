import type { ReadFacts } from '../../stdlib/index.ts';
import { type Code, identifier, js } from './code.ts';
import type { FieldPlaces } from './field-places.ts';

/** The places of another decider, of which everything that is read is noted. */
export interface NotedPlaces extends FieldPlaces {
  readonly reads: readonly ReadFacts[];
}

/** `functions` collects the library functions that the code calls. */
export function createNotedPlaces(places: FieldPlaces, functions: Set<string>): NotedPlaces {
  const reads: ReadFacts[] = [];
  const indexes = new Map<string, number>();
  const noted = (name: string, field: number | null, value: Code): Code => {
    const key = `${field} ${name}`;
    const index = indexes.get(key) ?? reads.push({ name, field }) - 1;
    indexes.set(key, index);
    functions.add('noteRead');
    return js`${identifier('noteRead')}(notes, ${index}, ${value})`;
  };
  return {
    ...places,
    reads,
    field: (core) => noted(core.name, places.indexOf(core), places.field(core)),
    now: () => noted('now', null, places.now()),
    // Each clause tells what it read itself.
    once: (_, value) => value,
    declarations: () =>
      places.fields.map((_, index) => js`const ${identifier(`at$${index}`)} = at[${index}];`),
    countDerived: () => 0,
  };
}
