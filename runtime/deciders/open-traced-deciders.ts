import type { CompiledPolicy, FieldFacts } from '../../stdlib/index.ts';
import type { Limits } from '../limits.ts';
import type { Compatibility } from '../pipeline-options.ts';
import type { OpenPolicies } from '../policies/open-policies.ts';
import { makeFailureReport } from '../report/make-refusal.ts';
import { makeReport } from '../report/make-report.ts';
import { makeTrace } from '../report/make-trace.ts';
import { applyEffects, type DeedsByRule } from './apply-effects.ts';
import { openGrants } from './grants.ts';
import type { Deciders } from './join-deciders.ts';
import { loginOf, type OpenDeciders } from './open-deciders.ts';
import { createCameReader } from './read-came.ts';
import { createReader, type ReadFields } from './read-fields.ts';
import { readNotes } from './read-notes.ts';
import { sendFields } from './send-fields.ts';

/** Decides logins as `openDeciders` does, with a trace. */
export function openTracedDeciders(
  deciders: Deciders,
  policies: readonly CompiledPolicy[],
  sandbox: () => OpenPolicies,
  limits: Limits,
  compatibility: Compatibility,
): Pick<OpenDeciders, 'report'> {
  const { fields } = deciders;
  // Most pipelines never trace.
  let reader: ReadFields | null = null;
  const read: ReadFields = (login, now) => {
    // Traces tell what the login holds, and not only what it means.
    reader ??= createReader([...fields, ...fields.map(rawField)], limits);
    return reader(login, now);
  };
  const readCame = createCameReader(limits);
  return {
    report(value, now) {
      const login = loginOf(value);
      if (login === null) return null;
      const found = read(login, now);
      const came = found === null ? null : readCame(login);
      if (found === null || came === null) return null;
      const held = found.splice(1 + fields.length);
      const policiesInside = sandbox();
      try {
        const answer = sendFields(found, policiesInside.trace, deciders, limits);
        if (answer === null) return null;
        const end = answer.lastIndexOf('\n');
        if (end > limits.resultLength) return null;
        const told: readonly unknown[] = JSON.parse(answer.slice(0, end));
        const notes: readonly number[] = JSON.parse(answer.slice(end));
        const grants = openGrants(came, now);
        const byRule: DeedsByRule = new Map();
        const result = applyEffects(told, grants, deciders, limits, byRule);
        const traces = readNotes(notes, policies, deciders, { now, values: found.slice(1), held, byRule });
        return makeReport(login, result, makeTrace(policies, traces), { compatibility });
      } catch (error) {
        // A rule that failed is told by its name where all of the login is looked at.
        return policiesInside.isOpen ? null : makeFailureReport(login, String(error));
      }
    },
  };
}

function rawField({ root, path }: FieldFacts): FieldFacts {
  return { root, path, shape: 'valueOf', isList: false, assumed: undefined };
}
