import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Culprit, shareLoss } from '../../runtime/pool/loss.ts';
import type { LostJob } from '../../runtime/pool/read-message.ts';

/** Jobs 1 and 2 are of tenant 7, job 3 is of tenant 8, job 4 of tenant 9, and that is all of 8 and 9. */
function share(culprit: Culprit, named: readonly LostJob[] = []) {
  const aboard = new Map([
    [1, 7],
    [2, 7],
    [3, 8],
    [4, 9],
  ]);
  const losses = shareLoss(aboard, culprit, named, 'memory');
  return [...losses.values()].map((loss) =>
    loss.kind === 'process' ? loss.blame : `isolate ${loss.isCulprit}`,
  );
}

describe('the loss of a process', () => {
  it('makes everybody a suspect when nobody knows who did it', () =>
    assert.deepEqual(share(null), ['suspect', 'suspect', 'suspect', 'suspect']));
  it('is the fault of the only login of its tenant', () =>
    assert.deepEqual(share({ tenant: 8 }), ['innocent', 'innocent', 'culprit', 'innocent']));
  it('makes suspects of several logins of a tenant', () =>
    assert.deepEqual(share({ tenant: 7 }), ['suspect', 'suspect', 'innocent', 'innocent']));
  it('is the fault of the login that was waited for', () =>
    assert.deepEqual(share({ tenant: 7, job: 2 }), ['innocent', 'culprit', 'innocent', 'innocent']));
  it('is the fault of the login that the process names', () =>
    assert.deepEqual(share({ tenant: 7 }, [{ job: 2, notes: [], isCulprit: true }]), [
      'innocent',
      'isolate true',
      'innocent',
      'innocent',
    ]));
  it('is not the fault of a login of another tenant that the process names', () =>
    assert.deepEqual(share({ tenant: 8 }, [{ job: 1, notes: [], isCulprit: false }]), [
      'innocent',
      'innocent',
      'culprit',
      'innocent',
    ]));
});
