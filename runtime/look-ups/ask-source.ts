import type { RequestDraft, SourceFacts } from '../../stdlib/index.ts';
import type { HttpRequest } from '../capabilities/capability.ts';
import { fillRequest, hideSecrets, type Secrets } from '../capabilities/fill-request.ts';
import type { HttpClient } from '../capabilities/http-client.ts';
import { sendAgain } from '../capabilities/send-again.ts';
import type { Limits } from '../limits.ts';
import type { AnswerCache } from './answer-cache.ts';
import { answerInTime } from './answer-in-time.ts';
import { noAnswerInTime } from './look-up-messages.ts';
import { readAnswer, type SourceAnswer } from './read-answer.ts';

/** What asking over HTTP needs. */
export interface Asker {
  readonly http: HttpClient;
  readonly secrets: Secrets;
  readonly limits: Limits;
  /** null: every login asks by itself. */
  readonly cache: AnswerCache | null;
}

/** Asks one source, until `deadline` (of `performance.now()`). Never rejects. */
export async function askSource(
  draft: RequestDraft,
  facts: SourceFacts,
  deadline: number,
  asker: Asker,
): Promise<SourceAnswer> {
  const { cache } = asker;
  const filled = fillRequest(draft, asker.secrets);
  if (!filled.ok) return { kind: 'failure', what: filled.error.message };
  const request = withAccept(filled.value);
  const ask = async (until: number): Promise<SourceAnswer> => {
    const patience = { retry: facts.retry, until, repeat: 'by method' } as const;
    const result = await sendAgain(asker.http, request, { ...patience, signal: NEVER });
    if (result.ok) return readAnswer(result.value, asker.limits);
    return { kind: 'failure', what: hideSecrets(result.error.message, draft, asker.secrets) };
  };
  const until = Math.min(deadline, performance.now() + facts.timeout);
  if (cache === null || facts.cache === null) return ask(until);
  // Others may wait for the same answer, so it is not given up when this login is over.
  const shared = cache.get(request, facts.cache, () => ask(performance.now() + facts.timeout));
  return answerInTime(shared, until, { kind: 'failure', what: noAnswerInTime() });
}

/** What a source is asked for has its own clock. */
const NEVER = new AbortController().signal;

function withAccept(request: HttpRequest): HttpRequest {
  if (request.headers.some(([name]) => name.toLowerCase() === 'accept')) return request;
  return { ...request, headers: [...request.headers, ['accept', 'application/json']] };
}
