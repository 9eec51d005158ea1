/** How often a law is tried: its default, times what LINTEL_RUNS says. */
export function runs(count: number): { readonly numRuns: number } {
  const times = Number(process.env.LINTEL_RUNS ?? 1);
  return { numRuns: Math.max(1, Math.round(count * (Number.isFinite(times) ? times : 1))) };
}
