import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';

const ROOT = resolve(import.meta.dirname, '..');

/** What each folder may import. Whatever is not here may be imported by nobody. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  grammar: [],
  stdlib: [],
  compiler: ['grammar', 'stdlib'],
  runtime: ['stdlib'],
  testing: ['compiler', 'runtime', 'stdlib'],
  project: ['grammar', 'compiler', 'runtime', 'stdlib'],
  verify: ['grammar', 'compiler', 'stdlib', 'runtime', 'project'],
  cli: ['grammar', 'compiler', 'runtime', 'stdlib', 'project', 'verify'],
  examples: ['runtime', 'project', 'cli'],
  bench: ['grammar', 'compiler', 'runtime', 'stdlib', 'project', 'verify'],
};

/** The one home of each outside package, as a pattern over files. */
const HOMES: Readonly<Record<string, RegExp>> = {
  chevrotain:
    /^grammar\/(tokens|expression-parser|parse-expression|sentence-messages|[a-z-]*parser|[a-z-]*error[a-z-]*|lex-[a-z-]+|check-depth|depth)\.ts$/,
  yaml: /^grammar\//,
  ajv: /^(grammar|runtime|project)\//,
  'isolated-vm': /^(runtime\/(policies\/sandbox|heap|open-isolate)|bench\/open-by-hand)\.ts$/,
  undici: /^(runtime\/capabilities|bench\/scale)\//,
  jose: /^runtime\/visits\.ts$/,
  esbuild: /^(runtime\/bundle|build)\.ts$/,
  re2js: /^(stdlib\/pattern|runtime\/policies\/open-policies)\.ts$/,
  commander: /^cli\//,
  'fast-check': /^(bench|verify\/generate)\//,
  // The verifier of code reads JavaScript by itself: what it holds against the compiler must not come from there.
  acorn: /^(bench\/|compiler\/javascript\/parse-javascript\.ts$|runtime\/verified\/)/,
  'json-logic-engine': /^bench\/peers\//,
  '@marcbachmann/cel-js': /^bench\/peers\//,
  jsonata: /^bench\/peers\//,
  'json-rules-engine': /^bench\/peers\//,
  '@cedar-policy/cedar-wasm': /^bench\/peers\//,
  '@gorules/zen-engine': /^bench\/peers\//,
};

/** Code for the inside of the sandbox: bundled, and what it imports by name is a module of the library there. */
const INSIDE = /^(stdlib\/modules|runtime\/inside|testing\/inside)\//;

/** The tester of rules is made of parts of the runtime, put together for one process. */
const MADE_OF: Readonly<Record<string, string>> = { testing: 'runtime' };

/** These run in a browser too, and the emitted code of these runs in a bare isolate. */
const PURE = ['grammar', 'stdlib', 'compiler'];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function importsOf(folder: string): readonly Import[] {
  return globSync(`${folder}/**/*.ts`, { cwd: ROOT }).flatMap((file) => {
    const text = readFileSync(resolve(ROOT, file), 'utf8');
    return [
      ...text.matchAll(
        /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^import\s+['"]([^'"]+)['"]/gm,
      ),
    ].map((match) => ({ file, specifier: match[1] ?? match[2] ?? match[3] ?? '' }));
  });
}

for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
  describe(`the folder ${folder}`, () => {
    const imports = importsOf(folder);
    const own = imports.filter(({ specifier }) => specifier.startsWith('.'));
    const outside = imports.filter(({ specifier }) => !specifier.startsWith('.'));

    it('has imports to look at', () => assert.ok(imports.length > 0));

    it('imports only the folders below it, and those through their index', () => {
      const wrong = own.filter(({ file, specifier }) => {
        const target = relative(ROOT, resolve(ROOT, dirname(file), specifier));
        const [top = ''] = target.split('/');
        if (top === folder) return false;
        if (target === 'package.json' || MADE_OF[folder] === top) return false;
        return !allowed.includes(top) || (target !== `${top}/index.ts` && !target.endsWith('.json'));
      });
      assert.deepEqual(wrong, []);
    });

    it('imports each outside package only in its home', () => {
      const wrong = outside.filter(({ file, specifier }) => {
        if (specifier.startsWith('node:')) return PURE.includes(folder);
        if (INSIDE.test(file)) return false;
        const name = Object.keys(HOMES).find(
          (home) => specifier === home || specifier.startsWith(`${home}/`),
        );
        return name === undefined || !HOMES[name]?.test(file);
      });
      assert.deepEqual(wrong, []);
    });
  });
}

describe('the top level', () => {
  it('has no folder that this test does not know', () => {
    const folders = new Set(
      globSync('*/*.ts', { cwd: ROOT, exclude: ['node_modules/**', 'dist/**'] }).map(
        (file) => file.split('/')[0],
      ),
    );
    assert.deepEqual(
      [...folders].filter((folder) => folder !== 'test' && MAY_IMPORT[folder ?? ''] === undefined),
      [],
    );
  });
});
