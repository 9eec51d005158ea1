import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCompileCache, loadProject, openMemoryStore } from '../../index.ts';
import { inFolder, policyText } from './project-folder.ts';

const loadWith = (options: object) =>
  inFolder({ 'hr.yaml': policyText('hr') }, async (root) => (await loadProject(root, options)).dispose());

const load = (host: unknown) => loadWith({ host });

describe('options of loadProject', () => {
  const wrong: readonly (readonly [options: object, message: RegExp])[] = [
    [
      { enviroment: 'staging' },
      /^loadProject: there is no option `enviroment`; did you mean `environment`\?$/,
    ],
    [{ environment: true }, /^loadProject: `environment` is yes; expected the name of an environment$/],
    [{ now: '2026-11-22' }, /`now` is the text `2026-11-22`; expected a date$/],
    [{ now: new Date('soon') }, /`now` is a record; expected a date$/],
    [{ cache: {} }, /`cache` is a record; expected a cache, as `createCompileCache` gives one$/],
    [{ host: 'acme' }, /`host` is the text `acme`; expected a record$/],
  ];
  for (const [options, message] of wrong) {
    it(`are told where nobody can mean them: ${message.source}`, async () => {
      const told = (error: unknown) => error instanceof TypeError && message.test(error.message);
      await assert.rejects(loadWith(options), told);
    });
  }

  it('may be nothing of each', async () => {
    await loadWith({ environment: undefined, cache: createCompileCache(), variables: process.env });
  });
});

describe('what a host brings along', () => {
  const wrong: readonly (readonly [host: object, message: RegExp])[] = [
    [
      { stor: openMemoryStore() },
      /^`host` of loadProject: there is no option `stor`; did you mean `store`\?$/,
    ],
    [{ limits: { timeout: 5 } }, /there is no option `limits`; there are `workers`, /],
    [{ store: null }, /`store` is nothing; expected a store, as `openSqliteStore` gives one$/],
    [{ store: {} }, /`store` is a record; expected a store/],
    [{ store: Promise.resolve(openMemoryStore()) }, /`store` is a record; expected a store/],
    [{ workers: {} }, /`workers` is a record; expected workers, as `openWorkers` gives them$/],
    [{ isolation: 'verifed' }, /`isolation` is the text `verifed`; expected `isolate` or `verified`$/],
    [{ tenant: 5 }, /`tenant` is the number 5; expected a text$/],
    [{ onTrouble: 'x' }, /`onTrouble` is the text `x`; expected a function$/],
    [{ redirects: 'secret' }, /`redirects` is the text `secret`; expected a record/],
    [
      { redirects: { secret: '' } },
      /^`redirects` of `host`: `secret` is the text ``; expected a text that is not/,
    ],
    [{ redirects: { secret: 5 } }, /`secret` is the number 5/],
    [{ redirects: { lasts: Number.NaN } }, /`lasts` is the number NaN; expected a number from 0 up$/],
    [{ redirects: { secrets: 'x' } }, /there is no option `secrets`; did you mean `secret`\?$/],
  ];
  for (const [host, message] of wrong) {
    it(`is told where nobody can mean it: ${message.source}`, async () => {
      await assert.rejects(load(host), (error) => error instanceof TypeError && message.test(error.message));
    });
  }

  it('may be nothing, or nothing of each', async () => {
    await load(null);
    await load({ store: undefined, redirects: { secret: undefined }, tenant: '' });
  });
});
