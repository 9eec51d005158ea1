import type { Diagnostic } from '../../grammar/index.ts';
import type { CheckedPolicy } from '../check/check.ts';
import type { CorePolicy } from '../core.ts';

/** Looks at a checked policy for one kind of mistake that names and types do not show. */
export type Lint = (checked: CheckedPolicy, core: CorePolicy) => readonly Diagnostic[];
