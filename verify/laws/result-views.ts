import { type Core, type CoreField, childrenOfCore, type ResultView } from '../../compiler/index.ts';
import type { Report } from '../../runtime/index.ts';

/** The result as one token shows it. */
export interface TokenView {
  /** For people: `id token`; null: it is the same in all tokens. */
  readonly token: string | null;
  readonly view: ResultView;
}

/**
 * The views in which a law about a result has to hold: where its sentences read claims, one for each token that carries
 * any. Tokens without claims say nothing of them, unless all are without: that is one view, without claims. A login that
 * fails lets nobody in: it is shown as refused, unless the sentences name failures themselves.
 */
export function resultViews(report: Report, sentences: readonly Core[]): readonly TokenView[] {
  const result = {
    outcome: report.outcome === FAILURE && !sentences.some(namesFailure) ? 'deny' : report.outcome,
    by: report.by,
    mfa: report.multifactor !== null,
    scopes: report.scopes,
  };
  const plain = [{ token: null, view: { ...result, claims: {} } }];
  if (!sentences.some((core) => resultFields(core).some(({ path }) => path[0] === 'claims'))) return plain;
  const tokens = [
    ['id token', report.idToken],
    ['access token', report.accessToken],
    ['SAML assertion', report.saml],
  ] as const;
  const views = tokens.flatMap(([token, claims]) =>
    Object.keys(claims).length === 0 ? [] : [{ token, view: { ...result, claims } }],
  );
  return views.length === 0 ? plain : views;
}

const FAILURE = 'failure';

/** Whether the outcome of a login that fails stands in an expression, alone or in a list. */
function namesFailure(core: Core): boolean {
  if (core.kind === 'literal') return [core.value].flat().includes(FAILURE);
  return childrenOfCore(core).some(namesFailure);
}

/** The names of the result that an expression reads. */
export function resultFields(core: Core): readonly CoreField[] {
  const own = core.kind === 'field' && core.root === 'result' ? [core] : [];
  return [...own, ...childrenOfCore(core).flatMap(resultFields)];
}
