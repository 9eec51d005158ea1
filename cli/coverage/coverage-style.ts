/** The look of the page; it follows the reader's choice of light or dark, and never tells anything by colour alone. */
export const COVERAGE_STYLE = `
:root { color-scheme: light dark;
  --ink: light-dark(#1c1e21, #e4e6ea); --paper: light-dark(#fff, #16181c); --faint: light-dark(#5c626b, #9aa1ab);
  --line: light-dark(#d8dce2, #363b43);
  --full: light-dark(#dcf5e3, #12351e); --part: light-dark(#fdf1c7, #40340a); --none: light-dark(#fde0dd, #4a1c19); }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; overflow-wrap: anywhere; } h3 { font-size: 1rem; }
code, .text { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .2rem .6rem; border-bottom: 1px solid var(--line); }
td.count { text-align: end; font-variant-numeric: tabular-nums; }
.source td, .source th { border: 0; padding: 0 .6rem; }
.source th { color: var(--faint); font-weight: normal; text-align: end; width: 3rem; }
.source .text { white-space: pre-wrap; overflow-wrap: anywhere; }
.source .marks { color: var(--faint); font-size: .85em; width: 34%; }
.full { background: var(--full); } .part { background: var(--part); } .none { background: var(--none); }
.legend span { padding: 0 .5rem; margin-inline-end: 1rem; }
progress { width: 12rem; vertical-align: middle; }
.scroll { overflow-x: auto; }
`;
