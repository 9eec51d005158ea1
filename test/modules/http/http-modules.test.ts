import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { httpGlobals, httpModules } from '../../../stdlib/modules/http-modules.ts';
import { openRuleRoom } from './rule-room.ts';

describe('the modules that reach other services', () => {
  const run = openRuleRoom();

  for (const { name, module, property } of httpGlobals) {
    it(`has the global ${name} as its module has it`, async () => {
      const exported = `require('${module}')${property === undefined ? '' : `.${property}`}`;
      const { answer } = await run(`answer([typeof ${name} !== 'undefined', ${name} === ${exported}]);`);
      assert.deepEqual(answer, [true, true]);
    });
  }

  it('names the version of axios that is bundled', () => {
    const { version } = JSON.parse(readFileSync(import.meta.resolve('axios/package.json').slice(7), 'utf8'));
    assert.equal(httpModules.find(({ name }) => name === 'axios')?.version, version);
  });

  for (const { name, aliases = [] } of httpModules) {
    it(`loads ${name} once, by all its names`, async () => {
      const names = [name, `${name}@1.2.3`, ...aliases];
      const { answer } = await run(`
        const modules = ${JSON.stringify(names)}.map((name) => require(name));
        answer([modules[0] !== undefined, modules.every((module) => module === modules[0])]);`);
      assert.deepEqual(answer, [true, true]);
    });
  }
});
