import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTenants, openWorkers, type Pipeline } from '../../runtime/index.ts';

const load = () => Promise.reject<Pipeline>(new Error('nothing is loaded here'));

function says(open: () => unknown, message: RegExp): void {
  assert.throws(open, (error) => error instanceof TypeError && message.test(error.message));
}

describe('options that nobody can mean', () => {
  const ofTenants: readonly (readonly [options: object, message: RegExp])[] = [
    [{}, /^openTenants: `load` is nothing; expected a function$/],
    [{ load, acitve: 5 }, /^openTenants: there is no option `acitve`; did you mean `active`\?$/],
    [{ load, maximum: 5 }, /^openTenants: there is no option `maximum`; there are `load`, `active`, /],
    [{ load, constructor: 5 }, /^openTenants: there is no option `constructor`/],
    [{ load, active: Number.NaN }, /^openTenants: `active` is the number NaN; expected a number from 0 up$/],
    [{ load, active: '5' }, /`active` is the text `5`; expected a number/],
    [{ load, loadTimeout: -1 }, /`loadTimeout` is the number -1; expected a number from 0 up$/],
    [{ load, ahead: 0.5 }, /`ahead` is the number 0.5; expected a whole number from 0 up$/],
    [{ load, secret: '' }, /`secret` is the text ``; expected a text that is not empty/],
    [{ load, secret: null }, /`secret` is nothing; expected a text/],
  ];
  for (const [options, message] of ofTenants) {
    it(`are told whoever opens tenants: ${message.source}`, () => {
      says(() => openTenants(options as Parameters<typeof openTenants>[0]), message);
    });
  }

  it('are told whoever opens workers', () => {
    const open = (options: object) => () => openWorkers(options);
    says(
      open({ processes: Number.NaN }),
      /^openWorkers: `processes` is the number NaN; expected a whole number/,
    );
    says(open({ onTroubel: () => undefined }), /did you mean `onTrouble`\?$/);
    says(open({ onTrouble: 'console' }), /`onTrouble` is the text `console`; expected a function$/);
  });

  it('are none that are undefined, or without an end', () => {
    const options = { load, active: Number.POSITIVE_INFINITY, secret: undefined };
    openTenants(options as unknown as Parameters<typeof openTenants>[0]).dispose();
  });
});
