import type { CorePolicy, CoreRule } from '../../compiler/index.ts';
import type { RuleTrace } from '../../runtime/index.ts';
import type { ClauseTree, JavaScriptRule, RuleFacts } from '../../stdlib/index.ts';
import { answerOfTree, isDeciding } from './answer-of-tree.ts';
import { canBeInDoubt } from './can-be-in-doubt.ts';
import type { Answer, ClauseCoverage, Ending, RuleCoverage } from './coverage.ts';

/** What a rule that is all JavaScript did: it can apply or not, and nobody knows when. */
export function measureJavaScript(
  { id, name, mode }: JavaScriptRule,
  traces: readonly RuleTrace[],
): RuleCoverage {
  const possible: readonly Ending[] = ['applied', 'did not apply'];
  return { id, name, line: 1, mode, ...countEndings(null, traces), possible, clauses: [] };
}

/** What a rule of a policy did, and how its sentences were answered. `core`: its policy; `rule`: absent for `default`. */
export function measureRule(
  facts: RuleFacts,
  rule: CoreRule | undefined,
  core: CorePolicy | undefined,
  traces: readonly RuleTrace[],
): RuleCoverage {
  const { id, name, mode } = facts;
  const conditions = core?.conditions ?? [];
  const tree = rule?.condition ?? null;
  const ran = traces.filter((trace) => trace.clauses.length === facts.clauses.length);
  const clauses = facts.clauses.map(({ part, text, line }, index): ClauseCoverage => {
    const condition = rule?.clauses[index]?.condition;
    const inDoubt = condition === undefined || canBeInDoubt(condition, conditions);
    const asked = ran.map((trace) => trace.clauses[index]).filter((clause) => clause?.reads.every(wasAsked));
    const found = asked.map((clause) => clause?.value);
    return {
      ...{ part, text, line },
      answers: { yes: count(found, 'yes'), no: count(found, 'no'), unknown: count(found, 'unknown') },
      deciding: tree === null ? 0 : ran.filter((trace) => isDeciding(tree, answersOf(trace), index)).length,
      possible: inDoubt ? ['yes', 'no', 'unknown'] : ['yes', 'no'],
    };
  });
  const possible = endingsOf(rule, clauses);
  return { id, name, line: rule?.line ?? null, mode, ...countEndings(tree, traces), possible, clauses };
}

/** What nobody was asked for says nothing of its sentence. */
function wasAsked({ notAsked }: RuleTrace['clauses'][number]['reads'][number]): boolean {
  return notAsked !== true;
}

/** The rule of `default: deny` is in no core form: it applies unless some rule admitted the login. */
function endingsOf(rule: CoreRule | undefined, clauses: readonly ClauseCoverage[]): readonly Ending[] {
  if (rule === undefined) return ['applied', 'did not apply'];
  if (clauses.length === 0) return ['applied'];
  const inDoubt = clauses.some(({ possible }) => possible.includes('unknown'));
  return inDoubt ? ['applied', 'did not apply', 'could not tell'] : ['applied', 'did not apply'];
}

function countEndings(
  tree: ClauseTree | null,
  traces: readonly RuleTrace[],
): Pick<RuleCoverage, 'endings' | 'failed' | 'notReached'> {
  const ends = traces.map((trace) => endOf(tree, trace));
  return {
    endings: {
      applied: count(ends, 'applied'),
      'did not apply': count(ends, 'did not apply'),
      'could not tell': count(ends, 'could not tell'),
    },
    failed: count(ends, 'failed'),
    notReached: count(ends, 'not reached'),
  };
}

function endOf(tree: ClauseTree | null, trace: RuleTrace): Ending | 'failed' | 'not reached' | 'off' {
  const { result, clauses, changes, exempted } = trace;
  if (result === 'failed' || result === 'not reached' || result === 'off') return result;
  if (exempted) return 'did not apply';
  const answer = tree === null || clauses.length === 0 ? null : answerOfTree(tree, answersOf(trace));
  if (answer !== null) return ENDINGS[answer];
  if (result === 'report-only') return changes.length > 0 ? 'applied' : 'did not apply';
  return result === 'ran' ? 'did not apply' : result;
}

const ENDINGS: Readonly<Record<Answer, Ending>> = {
  yes: 'applied',
  no: 'did not apply',
  unknown: 'could not tell',
};

function answersOf({ clauses }: RuleTrace): readonly Answer[] {
  return clauses.map(({ value }) => value);
}

function count<T>(found: readonly T[], wanted: T): number {
  return found.filter((one) => one === wanted).length;
}
