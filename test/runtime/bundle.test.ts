import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Bundle, bundleAll, bundleModule } from '../../runtime/bundle.ts';
import { keepBundle, keptBundle } from '../../runtime/bundle-cache.ts';
import { libraryGlobals, libraryModules } from '../../stdlib/index.ts';

function bundleOf(name: string): Bundle {
  const module = libraryModules.find((known) => known.name === name);
  if (module === undefined) throw new Error(`${name} is no module of the library`);
  return bundleModule(module);
}

function exportsOf({ text }: Bundle, require: (name: string) => unknown): unknown {
  const module = { exports: {} };
  new Function('module', 'exports', 'require', text)(module, module.exports, require);
  return module.exports;
}

describe('a bundle', () => {
  it('is the body of a CommonJS module', () => {
    const extend = exportsOf(bundleOf('extend'), () =>
      assert.fail('it needs nothing'),
    ) as typeof Object.assign;
    assert.deepEqual(extend({ a: 1 }, { b: 2 }), { a: 1, b: 2 });
  });
  it('names the modules that it needs, aliases resolved', () =>
    assert.deepEqual(bundleOf('string_decoder').needs, ['buffer']));
  it('names what it asks for later, too', () => assert.ok(bundleOf('url').needs.includes('whatwg-url')));
  it('of a file that imports its own name holds the package', () =>
    assert.ok(!bundleOf('uuid').needs.includes('uuid')));
  it('has others stand in for packages', () => assert.deepEqual(bundleOf('url').needs.includes('qs'), false));
  it('shows nothing of where it was made', () => {
    for (const [name, { text }] of bundleAll()) assert.ok(!text.includes(process.cwd()), name);
  });
});

describe('the library', () => {
  const names = libraryModules.flatMap(({ name, aliases = [] }) => [name, ...aliases]);

  it('has every name once', () => assert.deepEqual(names, [...new Set(names)]));
  it('has a module behind every global name', () =>
    assert.deepEqual(
      libraryGlobals.filter(({ module }) => !names.includes(module)),
      [],
    ));
  it('needs only what it has', () => {
    const needs = libraryModules.flatMap((module) => bundleModule(module).needs);
    assert.deepEqual(
      needs.filter((need) => !libraryModules.some(({ name }) => name === need)),
      [],
    );
  });
});

describe('a bundle that was kept', () => {
  const bundle = { text: 'module.exports = 1', needs: [] };
  const key = `test-${process.pid}`;
  const keeping = (run: (input: string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'lintel-'));
    const input = join(folder, 'input.ts');
    writeFileSync(input, 'one');
    keepBundle(key, { target: 'es2022' }, [input], bundle);
    run(input);
    rmSync(folder, { recursive: true });
  };

  it('is taken again', () => keeping(() => assert.deepEqual(keptBundle(key, { target: 'es2022' }), bundle)));
  it('is not taken for other options', () =>
    keeping(() => assert.equal(keptBundle(key, { target: 'es5' }), null)));
  it('is not taken when a file has changed', () =>
    keeping((input) => {
      writeFileSync(input, 'other');
      assert.equal(keptBundle(key, { target: 'es2022' }), null);
    }));
});
