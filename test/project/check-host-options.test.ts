import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadProject, openMemoryStore } from '../../index.ts';
import type { HostOptions } from '../../project/index.ts';
import { inFolder, policyText } from './project-folder.ts';

const load = (host: unknown) =>
  inFolder({ 'hr.yaml': policyText('hr') }, async (root) =>
    (await loadProject(root, { host: host as HostOptions })).dispose(),
  );

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
