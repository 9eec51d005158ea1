import type fc from 'fast-check';
import { compile } from '../../../compiler/index.ts';
import { type CompiledPolicy, type Decider, library } from '../../../stdlib/index.ts';
import { policyText } from '../../arbitraries/index.ts';

/** The names of the library, which is all that deciders call. */
export const LIBRARY: ReadonlySet<string> = new Set(library.keys());

/** A policy that has a decider. */
export interface DecidedPolicy {
  readonly policy: CompiledPolicy;
  readonly decider: Decider;
}

/** Policies with anything in them that the checker accepts and a decider can say. */
export const decidedPolicy: fc.Arbitrary<DecidedPolicy> = policyText()
  .map((text) => compile({ name: 'policy.yaml', text }).value)
  .filter((policy): policy is CompiledPolicy => policy !== null && policy.decider !== null)
  .map((policy) => {
    if (policy.decider === null) throw new Error('policies without a decider were left out just now');
    return { policy, decider: policy.decider };
  });
