export { appOf, OUTCOME_COLOURS, whoOf, whyOf } from './describe-decision.ts';
export { createTable } from './format-table.ts';
export { createOutput, type Output } from './output.ts';
