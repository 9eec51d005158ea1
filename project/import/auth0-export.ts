/** What was found in an export of a tenant. */
export interface Auth0Export {
  readonly format: ExportFormat;
  /** In the order in which they ran: rules by their order, then actions. */
  readonly rules: readonly ExportedRule[];
  /** Names of the values that the tenant kept for its rules and actions. */
  readonly keys: readonly string[];
  /** Names of rules and actions that ran there and whose text is not in the export. */
  readonly lost: readonly string[];
  /** What is wrong with the export or was left aside, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * - `directory`: `rules/NAME.json` that names its `NAME.js`, as deploy-cli writes folders
 * - `yaml`: a `tenant.yaml`
 * - `sidecars`: `rules/NAME.js` and perhaps `rules/NAME.json`, as the extensions for source control wrote them
 */
export type ExportFormat = 'directory' | 'yaml' | 'sidecars';

/** A rule, or an action after login, as the tenant had it. */
export interface ExportedRule {
  readonly name: string;
  /** The file of the export that holds its text. */
  readonly origin: string;
  /** With keywords replaced. */
  readonly text: string;
  readonly shape: 'rule' | 'action';
  /** `login_success` is the only stage that runs here. */
  readonly stage: string;
  readonly order: number | null;
  readonly enabled: boolean;
  /** Keywords for which there is no value, with their signs: `@@KEY@@`. */
  readonly unset: readonly string[];
}

/** What could be read of one part of an export. */
export interface ExportPart {
  readonly rules: readonly ExportedRule[];
  readonly keys: readonly string[];
  readonly lost: readonly string[];
  readonly remarks: readonly string[];
}

/** Parts that were read one after another. */
export function joinParts(parts: readonly ExportPart[]): ExportPart {
  return {
    rules: parts.flatMap(({ rules }) => rules),
    keys: parts.flatMap(({ keys }) => keys),
    lost: parts.flatMap(({ lost }) => lost),
    remarks: parts.flatMap(({ remarks }) => remarks),
  };
}
