import type { LastingEffect } from '../../stdlib/index.ts';
import { fillRequest, hideSecrets } from '../capabilities/fill-request.ts';
import { sendAgain } from '../capabilities/send-again.ts';
import type { Deed } from '../report/effect.ts';
import type { ReportLine } from '../report/report.ts';
import { type Sender, withKey } from '../sender.ts';
import * as messages from './conclusion-messages.ts';
import type { Lasting } from './fate.ts';

export interface MadeCalls {
  readonly lasting: readonly Lasting[];
  readonly log: readonly ReportLine[];
  /** The first call that failed and without which nobody is let in; null: there is none. */
  readonly lost: ReportLine | null;
}

/**
 * Makes the calls of a login one after the other. Of a login that is refused, or is from the first failure on, only those
 * are made that say so. Never rejects.
 */
export async function makeCalls(
  lasting: readonly Lasting[],
  isAllowed: boolean,
  sender: Sender,
  signal: AbortSignal,
): Promise<MadeCalls> {
  const settled: Lasting[] = [];
  const log: ReportLine[] = [];
  let lost: ReportLine | null = null;
  for (const one of lasting) {
    const { entry } = one;
    if (entry.kind !== 'call' || !(entry.alsoOnDeny || (isAllowed && lost === null))) {
      settled.push(one);
      continue;
    }
    const { deed, problem } = await makeCall(entry, one, sender, signal);
    settled.push({ ...one, fate: deed === null ? { kind: 'done' } : { kind: 'done', deed } });
    if (problem === null) continue;
    const { policy, rule } = entry;
    const line = { level: 'warning', policy, rule, text: messages.callFailed({ what: problem }) } as const;
    if (isAllowed && entry.ifItFails === 'deny' && lost === null) lost = line;
    else log.push(line);
  }
  return { lasting: settled, log, lost };
}

type Call = LastingEffect & { readonly kind: 'call' };

async function makeCall(
  { request: draft, timeout, retry }: Call,
  { key, deed }: Lasting,
  { http, secrets }: Sender,
  signal: AbortSignal,
): Promise<{ readonly deed: Deed | null; readonly problem: string | null }> {
  if (draft === null || deed?.effect !== 'call') return { deed: null, problem: messages.requestMissing() };
  const filled = fillRequest(draft, secrets);
  const patience = { retry, until: performance.now() + timeout, signal, repeat: 'always' } as const;
  const result = filled.ok ? await sendAgain(http, withKey(filled.value, key), patience) : filled;
  if (!result.ok) {
    const { code, message } = result.error;
    return { deed: { ...deed, error: code }, problem: hideSecrets(message, draft, secrets) };
  }
  const { status } = result.value;
  const isFine = status >= 200 && status < 300;
  const problem = isFine ? null : messages.badStatus({ host: deed.host, status });
  return { deed: { ...deed, status }, problem };
}
