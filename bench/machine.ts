import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/** On what and with what a run was made; for people. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly node: string;
  /** Package names with their versions. */
  readonly versions: readonly (readonly [name: string, version: string])[];
}

/** Looks at this machine, and at what is installed. */
export function readMachine(): Machine {
  const [cpu] = cpus();
  return {
    processor: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    versions: PACKAGES.map((name) => [name, versionOf(name)]),
  };
}

const PACKAGES = [
  'isolated-vm',
  'json-logic-engine',
  '@marcbachmann/cel-js',
  'jsonata',
  'json-rules-engine',
  '@cedar-policy/cedar-wasm',
  '@gorules/zen-engine',
];

function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return String(Object(JSON.parse(readFileSync(file, 'utf8'))).version);
}
