import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from './judge-login.ts';

async function is(expected: string, statement: string) {
  const text = `function (user, context, callback) { ${statement} callback(null, user, context); }`;
  assert.equal(
    await judge('same-login-same-decision', text, { user: { email: 'ada@example.com' } }),
    expected,
  );
}

describe('the law that the same login decides alike', () => {
  it('holds for rules that ask only the login and its clock', async () => {
    await is(
      'held',
      `const until = Date.now() + 5; while (Date.now() < until);
      context.idToken.at = [Date.now(), new Date(), Math.floor(Date.now() / 1000), user.email];`,
    );
  });

  it('finds chance', async () => {
    await is(
      'broken: tried again, the claim `lot` of the ID token is another',
      'context.idToken.lot = Math.random();',
    );
  });

  it('finds what is kept from login to login', async () => {
    await is(
      'broken: tried again, it is refused, not as before, when it is allowed',
      "if (global.seen) return callback(new UnauthorizedError('again')); global.seen = true;",
    );
  });
});
