import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { type LibraryModule, libraryModules, libraryNames } from '../stdlib/index.ts';
import { keepBundle, keptBundle } from './bundle-cache.ts';

/** Code for the inside of a sandbox, in one text without imports. */
export interface Bundle {
  /** The body of a CommonJS module: it uses `module`, `exports` and `require`. */
  readonly text: string;
  /** Names of modules of the library that it requires; aliases are resolved. */
  readonly needs: readonly string[];
}

/**
 * A module that rules can require. Made once for a process; when the project is published, once and for all. A file
 * of the library that imports its own name gets the package of that name.
 */
export function bundleModule(module: LibraryModule): Bundle {
  return bundled(`module.${module.name.replaceAll('/', '+')}`, () => {
    const { kind, entry } = module.source;
    const path = kind === 'package' ? createRequire(import.meta.url).resolve(entry) : join(MODULES, entry);
    return { path, own: [module.name, ...(module.aliases ?? [])], replaces: module.replaces ?? {} };
  });
}

/** The code with which a sandbox begins: a file, absolute, that everything else is imported from. */
export function bundleInside(file: string): Bundle {
  return bundled(`inside.${basename(file).replace(/\.[jt]s$/, '')}`, () => ({
    path: file,
    own: [],
    replaces: {},
  }));
}

/** Everything that runs inside sandboxes, by the names under which the published package looks for it. */
export function bundleAll(): ReadonlyMap<string, Bundle> {
  for (const module of libraryModules) bundleModule(module);
  bundleInside(join(import.meta.dirname, 'inside/boot.ts'));
  bundleInside(join(import.meta.dirname, '../testing/inside/tester.ts'));
  return bundles;
}

interface Entry {
  readonly path: string;
  /** Names that mean the package here and not the module of the library. */
  readonly own: readonly string[];
  readonly replaces: Readonly<Record<string, string>>;
}

const MODULES = join(import.meta.dirname, '../stdlib/modules');
const MADE = join(import.meta.dirname, '../bundles');
/** Sources run as they are while the project is developed; what is published brings its bundles along. */
const isPublished = !import.meta.filename.endsWith('.ts');

/** Every name and alias of a module → its name. */
const MODULE_NAMES: ReadonlyMap<string, string> = new Map(libraryNames);

const bundles = new Map<string, Bundle>();

function bundled(key: string, locate: () => Entry): Bundle {
  const known = bundles.get(key);
  if (known !== undefined) return known;
  const made: Bundle = isPublished
    ? JSON.parse(readFileSync(join(MADE, `${key}.json`), 'utf8'))
    : bundleOnce(key, locate());
  bundles.set(key, made);
  return made;
}

function bundleOnce(key: string, entry: Entry): Bundle {
  const options = optionsOf(entry);
  const kept = keptBundle(key, options);
  if (kept !== null) return kept;
  const esbuild: typeof import('esbuild') = createRequire(import.meta.url)('esbuild');
  const { outputFiles, metafile } = esbuild.buildSync({ ...options, write: false, metafile: true });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const outside = imports.filter(({ external }) => external === true).map(({ path }) => path);
  const needs = outside.flatMap((path) => MODULE_NAMES.get(path.replace(/^node:|\/$/g, '')) ?? []);
  const made = { text: outputFiles[0]?.text ?? '', needs: [...new Set(needs)] };
  keepBundle(key, options, Object.keys(metafile.inputs), made);
  return made;
}

function optionsOf({ path, own, replaces }: Entry): BuildOptions {
  const outside = [...MODULE_NAMES.keys(), 'lintel:host', ...builtinModules];
  return {
    entryPoints: [path],
    absWorkingDir: join(import.meta.dirname, '..'),
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    // The sandbox is closer to a browser than to Node: packages that know both choose rightly by these.
    mainFields: ['browser', 'main'],
    conditions: ['require'],
    target: 'es2022',
    alias: { ...replaces },
    // The sandbox does not let it be set, and packages that want to do so ask whether it is there.
    define: { 'Error.stackTraceLimit': 'undefined' },
    external: outside.filter((name) => !own.includes(name)),
    minifyWhitespace: true,
    legalComments: 'eof',
    charset: 'utf8',
    logLevel: 'silent',
  };
}
