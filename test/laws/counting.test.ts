import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createPipeline, openMemoryStore, openSqliteStore, type Store } from '../../runtime/index.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { compileText } from './compiled-policy.ts';
import { loginOf, PEOPLE, runLogins } from './counting/run-logins.ts';

const { compiled } = compileText(`
policy: seats
rules:
  - id: tell
    then:
      set_claims: { logins: = counts.logins, seats: = counts.seats }
  - id: logins
    then:
      count: { name: logins, per: organization.id, window: 7 days }
  - id: seats
    then:
      count: { name: seats, per: organization.id, distinct: user.user_id, window: 30 days }
`);

const LOGINS = 64;
const ALLOWED = Array.from({ length: LOGINS }, () => 'allow');

/** What the next person of each organization is told: somebody new, and one who has a seat. */
async function counted(store: Store): Promise<readonly unknown[]> {
  const pipeline = await createPipeline([compiled], { store });
  const told: unknown[] = [];
  for (const number of [0, 1]) {
    const { user, context } = loginOf(number);
    for (const user_id of ['auth0|new', user.user_id]) {
      const { idToken } = await pipeline.run({ user: { ...user, user_id }, context });
      told.push([idToken.logins, idToken.seats]);
    }
  }
  pipeline.dispose();
  return told;
}

/** Both that ask are counted themselves, and of the own seat nobody is told. */
const EXACTLY = [0, 1].flatMap(() => [
  [LOGINS / 2, PEOPLE / 2],
  [LOGINS / 2 + 1, PEOPLE / 2],
]);

describe(`${LOGINS} logins at once`, () => {
  const inOne = async (store: Store) => {
    const pipeline = await createPipeline([compiled], { store });
    assert.deepEqual(await runLogins(pipeline, 0, LOGINS), ALLOWED);
    pipeline.dispose();
    assert.deepEqual(await counted(store), EXACTLY);
    await store.close();
  };

  it('are counted exactly in memory', () => inOne(openMemoryStore()));

  it('are counted exactly in a file', async (test) => {
    await inOne(await openSqliteStore(join(temporaryFolder(test), 'store.sqlite')));
  });

  it('are counted exactly by two processes with one file', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    const program = join(import.meta.dirname, 'counting', 'count-in-process.ts');
    const children = [0, LOGINS / 2].map((from) => {
      const operands = [file, JSON.stringify([compiled]), String(from), String(from + LOGINS / 2)];
      const child = spawn(process.execPath, [program, ...operands], { stdio: ['pipe', 'pipe', 'inherit'] });
      test.after(() => child.kill('SIGKILL'));
      return { child, ready: once(child.stdout, 'readable'), said: text(child.stdout) };
    });
    await Promise.all(children.map(({ ready }) => ready));
    for (const { child } of children) child.stdin.write('now\n');
    const said = await Promise.all(children.map((one) => one.said));
    assert.deepEqual(
      said.flatMap((lines) => JSON.parse(lines.replace('ready\n', ''))),
      ALLOWED,
    );
    const store = await openSqliteStore(file);
    assert.deepEqual(await counted(store), EXACTLY);
    await store.close();
  });
});
