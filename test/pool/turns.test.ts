import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTurns } from '../../runtime/pool/turns.ts';

/** Takes turns in this order and writes down who is inside. */
function visit(sideBySide: number, companies: readonly ('together' | 'alone')[], patience = 60_000) {
  const turns = openTurns(sideBySide);
  const inside = new Map<number, () => void>();
  const refused: number[] = [];
  const settled = companies.map(async (company, visitor) => {
    const leave = await turns.take(company, patience);
    if (leave === null) refused.push(visitor);
    else inside.set(visitor, leave);
  });
  const look = async () => {
    await new Promise(setImmediate);
    return [...inside.keys()];
  };
  const leave = (visitor: number) => {
    inside.get(visitor)?.();
    inside.delete(visitor);
  };
  return { turns, look, leave, refused, settled: Promise.all(settled) };
}

describe('turns', () => {
  it('lets as many in as fit', async () => {
    const { look, turns } = visit(2, ['together', 'together', 'together']);
    assert.deepEqual(await look(), [0, 1]);
    turns.close();
  });

  it('lets the first one that waits in when somebody leaves', async () => {
    const { look, leave, turns } = visit(1, ['together', 'together', 'together']);
    await look();
    leave(0);
    assert.deepEqual(await look(), [1]);
    turns.close();
  });

  it('lets one that wants to be alone in when all others have left, and nobody beside it', async () => {
    const { look, leave, turns } = visit(2, ['together', 'alone', 'together']);
    assert.deepEqual(await look(), [0]);
    leave(0);
    assert.deepEqual(await look(), [1]);
    leave(1);
    assert.deepEqual(await look(), [2]);
    turns.close();
  });

  it('refuses those that have waited long enough, and lets in who waited behind them', async () => {
    const { refused, settled, look, leave } = visit(1, ['together', 'together'], 5);
    await settled;
    assert.deepEqual(refused, [1]);
    leave(0);
    assert.deepEqual(await look(), []);
  });

  it('refuses all that wait, and all that come, when it is closed', async () => {
    const { turns, refused, settled } = visit(1, ['together', 'together']);
    turns.close();
    await settled;
    assert.deepEqual(refused, [1]);
    assert.equal(await turns.take('together', 1000), null);
  });
});
