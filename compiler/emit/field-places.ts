import type { FieldFacts, Type } from '../../stdlib/index.ts';
import type { Core, CoreField } from '../core.ts';
import { type Code, identifier, js, later } from './code.ts';
import { shapeFunction } from './shape-function.ts';

/** Where a decider finds the fields that it reads, and what it works out of them once a login. */
export interface FieldPlaces {
  readonly fields: readonly FieldFacts[];
  /** The value of a field. */
  field(core: CoreField): Code;
  /** The clock of the login. */
  now(): Code;
  /** The place in `f` of what is known of a source. */
  source(name: string): Code;
  /** Whether anything may have to be looked up. */
  readonly asks: boolean;
  /** Where a field stands among `fields`. */
  indexOf(core: CoreField): number;
  /** Code that gives the value of an expression, worked out once where it stands more than once. */
  once(core: Core, value: Code): Code;
  /** Once everything has been emitted: the constants that the code needs, each a place in `f`. */
  declarations(): readonly Code[];
  /** Once everything has been emitted: whether anything asks for the clock. */
  readsClock(): boolean;
  /** Once everything has been emitted: how many places there are for what is worked out. */
  countDerived(): number;
}

/** `sources` are the names of those that the policy reads. */
export function createFieldPlaces(sources: readonly string[]): FieldPlaces {
  const fields: FieldFacts[] = [];
  const indexes = new Map<string, number>();
  // Either form of a decider asks for each field, several times.
  const known = new Map<CoreField, number>();
  const asked = new Map<string, number>();
  let readsClock = false;
  const find = ({ root, path, type, assumed }: CoreField): number => {
    if (root === 'result') throw new Error('only properties read what became of a login');
    const facts = { root, path, ...shapeOf(type), assumed };
    const key = JSON.stringify(facts);
    const index = indexes.get(key) ?? fields.push(facts) - 1;
    indexes.set(key, index);
    return index;
  };
  const indexOf = (core: CoreField): number => {
    const index = known.get(core) ?? find(core);
    known.set(core, index);
    return index;
  };
  const name = (what: 'at' | 'source' | 'once', index: number) => identifier(`${what}$${index}`);
  let places: ReadonlyMap<string, number> | null = null;
  /** The expressions that stand more than once, by their keys. */
  const derived = () => {
    places ??= new Map([...asked].filter(([, count]) => count > 1).map(([key], index) => [key, index]));
    return places;
  };
  return {
    fields,
    indexOf,
    field: (core) => js`f[${name('at', indexOf(core))}]`,
    now() {
      readsClock = true;
      return js`now`;
    },
    source: (source) => name('source', sources.indexOf(source)),
    asks: sources.length > 0,
    once(core, value) {
      const key = JSON.stringify(core);
      asked.set(key, (asked.get(key) ?? 0) + 1);
      return later(() => {
        const index = derived().get(key);
        return index === undefined ? value : js`(f[${name('once', index)}] ??= ${value})`;
      });
    },
    declarations: () => [
      ...fields.map((_, index) => js`const ${name('at', index)} = at[${index}];`),
      ...sources.map((_, index) => js`const ${name('source', index)} = at[${fields.length + index}];`),
      ...[...derived().values()].map(
        (index) => js`const ${name('once', index)} = at[${fields.length + sources.length + index}];`,
      ),
    ],
    readsClock: () => readsClock,
    countDerived: () => derived().size,
  };
}

function shapeOf(type: Type): Pick<FieldFacts, 'shape' | 'isList'> {
  if (type.kind !== 'list') return { shape: shapeFunction(type), isList: false };
  if (type.of.kind === 'record') return { shape: 'recordsOf', isList: false };
  return { shape: shapeFunction(type.of), isList: true };
}
