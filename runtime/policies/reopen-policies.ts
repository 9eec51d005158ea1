import type { OpenPolicies } from './open-policies.ts';

/** The policies of a pipeline, in a sandbox that is opened when it is needed. */
export interface ReopenedPolicies {
  /** A login that cost the sandbox its life has failed; the next one finds a new sandbox. Throws once it is closed. */
  get(): OpenPolicies;
  /** Whether the sandbox was lost and nobody has needed it since. */
  isLost(): boolean;
  /** May be called twice. */
  close(): void;
}

export function reopenPolicies(open: () => OpenPolicies): ReopenedPolicies {
  let opened: OpenPolicies | null = null;
  let isClosed = false;
  return {
    get() {
      if (isClosed) throw new Error('the pipeline has been disposed');
      if (opened === null || !opened.isOpen) opened = open();
      return opened;
    },
    isLost: () => opened?.isOpen === false,
    close() {
      isClosed = true;
      opened?.close();
    },
  };
}
