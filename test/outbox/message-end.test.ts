import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpResponse, Settled } from '../../runtime/capabilities/capability.ts';
import { hostNotAllowed, missingSecret } from '../../runtime/capabilities/capability-errors.ts';
import { messageEnd } from '../../runtime/outbox/message-end.ts';

const DAY = 24 * 60 * 60 * 1000;

function answer(status: number, headers: HttpResponse['headers'] = []): Settled<HttpResponse> {
  const value = { url: 'https://x.example/', redirected: false, status, statusText: '', headers, body: '' };
  return { ok: true, value };
}

/** The end after a try at the moment 0; `random` at its largest, so that waits are whole. */
const endOf = (result: Settled<HttpResponse>, { tries = 1, since = 0 } = {}) =>
  messageEnd(result, { tries, since }, { now: 0, random: 1 });

const kindOf = (status: number) => endOf(answer(status)).kind;

describe('the end of a notification', () => {
  for (const status of [200, 201, 202, 204]) {
    it(`is delivered with ${status}`, () => assert.equal(kindOf(status), 'delivered'));
  }

  for (const status of [400, 404, 405, 410, 413, 415, 422]) {
    it(`is given up with ${status}`, () => assert.equal(kindOf(status), 'given up'));
  }

  for (const status of [301, 304, 401, 403, 408, 409, 425, 429, 500, 502, 503]) {
    it(`is tried later with ${status}`, () => assert.equal(kindOf(status), 'later'));
  }

  it('comes later and later, at most an hour', () => {
    const waits = [1, 2, 3, 11, 12, 13, 199].map((tries) => endOf(answer(500), { tries }));
    const seconds = waits.map((end) => (end.kind === 'later' ? end.at / 1000 : null));
    assert.deepEqual(seconds, [1, 2, 4, 1024, 2048, 3600, 3600]);
  });

  it('obeys a receiver that says when, up to a day', () => {
    const at = (status: number, seconds: string) => {
      const end = endOf(answer(status, [['retry-after', seconds]]));
      return end.kind === 'later' ? Math.floor(end.at / 1000) : null;
    };
    assert.deepEqual(
      [at(429, '30'), at(503, '7200'), at(429, '999999'), at(500, '30')],
      [30, 7200, 86400, 1],
    );
  });

  it('is given up after three days, and not before', () => {
    assert.equal(endOf(answer(500), { since: -3 * DAY + 1 }).kind, 'later');
    assert.equal(endOf(answer(500), { since: -3 * DAY }).kind, 'given up');
    assert.equal(endOf(answer(200), { since: -9 * DAY }).kind, 'delivered');
  });

  it('is given up in the end where the clock was moved back', () => {
    assert.equal(endOf(answer(500), { since: 9 * DAY, tries: 199 }).kind, 'later');
    assert.equal(endOf(answer(500), { since: 9 * DAY, tries: 200 }).kind, 'given up');
  });

  it('waits for what an operator can mend, and not for a request that is none', () => {
    assert.equal(endOf({ ok: false, error: hostNotAllowed({ host: 'x' }) }).kind, 'later');
    assert.equal(endOf({ ok: false, error: missingSecret({ name: 'X' }) }).kind, 'later');
    const error = { name: 'TypeError', message: '', code: 'BAD_HEADER' };
    assert.equal(endOf({ ok: false, error }).kind, 'given up');
  });
});
