import type { PipelineOptions } from '../pipeline-options.ts';
import type { Secrets } from './fill-request.ts';

/**
 * The secrets that policies send and sign with. Where somebody stands for all hosts, nothing goes out, and a secret
 * without a value stands for itself: so what is tried does not depend on who has which secrets.
 */
export function openSecrets({ secrets = {}, answer }: Pick<PipelineOptions, 'secrets' | 'answer'>): Secrets {
  const known = new Map(Object.entries(secrets));
  return answer === undefined ? known : { get: (name) => known.get(name) ?? `the secret ${name}` };
}
