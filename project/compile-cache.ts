import { isDeepStrictEqual } from 'node:util';
import { type AnalysedPolicy, EMPTY_WORLD, type Target, type World } from '../compiler/index.ts';
import type { Policy, Result, Source } from '../grammar/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';
import { type Look, seesTheSame, watchWorld } from './watch-world.ts';

/**
 * What has been read and compiled of one project, so that only what has changed is compiled when it is checked or loaded again.
 * What comes of it is the same as without it. Of every file it knows the last text; nothing of it stands on a disk.
 */
export interface CompileCache {
  /** A world of which all parts that have not changed are those of the world before. */
  readonly worldOf: (next: World) => World;
  readonly parsed: Recall<Result<Policy | null>>;
  readonly parsedTests: Recall<Result<Policy | null>>;
  readonly templates: Recall<Result<readonly AnalysedPolicy[] | null>>;
  readonly policies: Recall<Result<CompiledMember | null>>;
  readonly tests: Recall<Result<AnalysedPolicy | null>>;
}

/** A policy of a project and all that is made of it. */
export interface CompiledMember {
  readonly analysed: AnalysedPolicy;
  readonly policy: CompiledPolicy;
  readonly targets: readonly Target[];
}

/** What `make` came to before, if it was given the same text, and a world that is the same wherever it looked. */
export type Recall<T> = (source: Source, world: World, make: (world: World) => T) => T;

/** A cache for one project. */
export function createCompileCache(): CompileCache {
  let last = EMPTY_WORLD;
  return {
    worldOf(next) {
      last = keepEqual(last, next);
      return last;
    },
    parsed: createRecall(),
    parsedTests: createRecall(),
    templates: createRecall(),
    policies: createRecall(),
    tests: createRecall(),
  };
}

function createRecall<T>(): Recall<T> {
  const made = new Map<
    string,
    { readonly text: string; readonly looks: readonly Look[]; readonly value: T }
  >();
  return ({ name, text }, world, make) => {
    const before = made.get(name);
    if (before?.text === text && before.looks.every((look) => seesTheSame(world, look))) return before.value;
    const looks = new Map<string, Look>();
    const note = (look: Look): void => void looks.set(`${look.part} ${look.key}`, look);
    const value = make(watchWorld(world, note));
    made.set(name, { text, looks: [...looks.values()], value });
    return value;
  };
}

/** The next world, with the parts of the last that are equal. */
function keepEqual(last: World, next: World): World {
  return {
    files: keepEntries(last.files, next.files),
    settings: keepEntries(last.settings, next.settings),
    assume: keep(last.assume, next.assume),
    attributes: keepEntries(last.attributes, next.attributes),
    scripts: keepEntries(last.scripts, next.scripts),
    modules: keep(last.modules, next.modules),
    secrets: keep(last.secrets, next.secrets),
    hosts: keep(last.hosts, next.hosts),
    targets: keep(last.targets, next.targets),
    templates: keepEntries(last.templates, next.templates),
    today: next.today,
    fixtures: keepEntries(last.fixtures, next.fixtures),
    rules: keep(last.rules, next.rules),
  };
}

function keepEntries<K extends string, V>(
  last: ReadonlyMap<K, V>,
  next: ReadonlyMap<K, V>,
): ReadonlyMap<K, V> {
  const names = [...last.keys()];
  let isSame = names.length === next.size;
  const kept = Array.from(next, ([name, value], index): [K, V] => {
    const before = last.get(name);
    const one = before === undefined ? value : keep(before, value);
    isSame &&= names[index] === name && one === before;
    return [name, one];
  });
  return isSame ? last : new Map(kept);
}

/** What was read of the same text is the same, however large it is. */
function keep<T>(last: T, next: T): T {
  const [before, now] = [sourceIn(last), sourceIn(next)];
  const isSame =
    before !== null && now !== null
      ? before.name === now.name && before.text === now.text
      : isDeepStrictEqual(last, next);
  return isSame ? last : next;
}

function sourceIn(value: unknown): Source | null {
  if (typeof value !== 'object' || value === null || !('source' in value)) return null;
  const { source } = value;
  if (typeof source !== 'object' || source === null || !('name' in source) || !('text' in source))
    return null;
  return typeof source.name === 'string' && typeof source.text === 'string'
    ? { name: source.name, text: source.text }
    : null;
}
