import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/**
 * Starts a process for rules, with a channel for messages and a pipe for its errors. It has no environment, reads
 * nothing but its own code, writes nothing, and starts no other process.
 */
export function launchProcess(): ChildProcess {
  const settings = {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'] as ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced' as const,
    env: {},
  };
  const command = [...FLAGS, ...readableFiles().map((path) => `--allow-fs-read=${path}`), MAIN];
  if (process.platform === 'win32' || !existsSync(SHELL)) return spawn(process.execPath, command, settings);
  const script = `unset PWD; ${LIMITS.join('; ')}; exec "$0" "$@"`;
  return spawn(SHELL, ['-c', script, process.execPath, ...command], settings);
}

const SHELL = '/bin/sh';
const EXTENSION = extname(import.meta.filename);
/** Sources need WebAssembly, to take the types out; what is published does without. */
const isPublished = EXTENSION === '.js';

/** The folder above `runtime`. */
const ROOT = realpathSync(join(import.meta.dirname, '../..'));
const MAIN = join(ROOT, 'runtime/worker', `main${EXTENSION}`);

const FLAGS: readonly string[] = [
  '--no-warnings',
  // Isolates that are made of different snapshots must not share a process.
  '--no-node-snapshot',
  '--permission',
  '--allow-addons',
  '--max-old-space-size=256',
  // A regular expression that runs away goes on in linear time.
  '--enable-experimental-regexp-engine-on-excessive-backtracks',
  '--regexp-backtracks-before-fallback=50000',
  // The optimising compilers are where engines break. Rules are short: they notice only in long loops over numbers.
  ...(isPublished ? ['--jitless'] : ['--no-opt', '--no-maglev']),
];

/**
 * No core files, which would hold logins; few open files; and where nothing is compiled to machine code, at most 2 GiB
 * of data: 160 MiB are in use at first. With a compiler each isolate sets half a gibibyte aside, so no limit fits.
 */
const LIMITS: readonly string[] = [
  'ulimit -c 0',
  'ulimit -n 256 2>/dev/null',
  ...(isPublished ? ['ulimit -d 2097152 2>/dev/null'] : []),
];

function readableFiles(): readonly string[] {
  const isolates = findPackage('isolated-vm', ROOT);
  // Under the name by which they are found, and where they are: some package managers work with links.
  const packages = [
    isolates,
    findPackage('node-gyp-build', realpathSync(isolates)),
    findPackage('re2js', ROOT),
  ];
  return [
    // First: Node does not hear of a folder once it has heard of something inside.
    ...new Set(packages.flatMap(linksOn)),
    join(ROOT, 'runtime', '*'),
    join(ROOT, 'stdlib', '*'),
    join(ROOT, 'package.json'),
    join(ROOT, '..', 'package.json'),
    ...packages.flatMap((folder) => [folder, realpathSync(folder)]).map((folder) => join(folder, '*')),
    '/etc/alpine-release',
  ];
}

/** The folder of a package as Node finds it from here on upwards. */
function findPackage(name: string, from: string): string {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(from) === from) throw new Error(`${name} is a dependency: it is installed wherever this is`);
  return findPackage(name, dirname(from));
}

/** The links on the way to a file. */
function linksOn(file: string): readonly string[] {
  const above = dirname(file);
  const here = lstatSync(file).isSymbolicLink() ? [file] : [];
  return above === file ? here : [...linksOn(above), ...here];
}
