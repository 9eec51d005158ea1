import { appOf, OUTCOME_COLOURS, whoOf, whyOf } from './describe-decision.ts';
import { createTable, type Table } from './format-table.ts';
import type { Output } from './output.ts';
import type { Decision } from './run-logins.ts';

/** Prints decisions while they come in. */
export interface DecisionWriter {
  add(decision: Decision): Promise<void>;
  /** Prints what is still held back. */
  end(): Promise<void>;
}

const HEAD = ['line', 'who', 'app', 'outcome', 'why'];
/** Rows that are held back to find out how wide the columns have to be. */
const HELD_BACK = 100;

/** A table in the result; how often each outcome came is said beside it. */
export function createDecisionTable(output: Output): DecisionWriter {
  const counts = new Map<string, number>();
  let held: Decision[] | null = [];
  let table: Table | null = null;
  const print = (shown: Table, decision: Decision) => {
    const row = shown.row(cellsOf(decision));
    const { outcome } = decision.report;
    return output.result(`${row.replace(outcome, output.paint(OUTCOME_COLOURS[outcome], outcome))}\n`);
  };
  const release = async () => {
    if (held === null || held.length === 0) return;
    table = createTable(HEAD, held.map(cellsOf), output.columns);
    await output.result(`${output.paint('bold', table.head)}\n`);
    for (const decision of held) await print(table, decision);
    held = null;
  };
  return {
    async add(decision) {
      const { outcome } = decision.report;
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      if (table !== null) return print(table, decision);
      held?.push(decision);
      if (held !== null && held.length >= HELD_BACK) await release();
    },
    async end() {
      await release();
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const parts = Array.from(counts, ([outcome, count]) => `${count.toLocaleString('en')} ${outcome}`);
      if (total > 0) output.say(`${total.toLocaleString('en')} logins: ${parts.join(', ')}`);
    },
  };
}

function cellsOf({ line, report }: Decision): readonly string[] {
  return [String(line), whoOf(report), appOf(report), report.outcome, whyOf(report)];
}
