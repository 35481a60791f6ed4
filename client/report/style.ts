// Looks of the report, on screen and on paper.
export const STYLE = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 24px 20px 60px; max-width: 60rem; color: #1a1a1a; background: #fff; font: 15px/1.5 Helvetica, Arial, 'Liberation Sans', sans-serif; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 0 0 .3em; overflow-wrap: anywhere; }
h2 { font-size: 1.45em; line-height: 1.2; margin: 2.2em 0 .4em; padding-top: .6em; border-top: 2px solid #1a1a1a; overflow-wrap: anywhere; }
h3 { font-size: 1.15em; margin: 1.8em 0 .5em; }
h4 { font-size: 1em; margin: 1.3em 0 .4em; }
p, li, td, th { overflow-wrap: break-word; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .86em; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; }
a { color: #0a58a8; }
.question { font-size: 1.08em; color: #444; }
.answer { font-size: 1.08em; }
.note, caption { color: #5c5c5c; font-size: .9em; }
.warnings { border-left: 4px solid #c25a00; background: #fff6ec; padding: .2em 1em; margin: 1em 0; }
.warnings h3 { margin: .5em 0; }
figure { margin: 1em 0; break-inside: avoid; }
figure svg { max-width: 100%; height: auto; }
.small-figures { display: flex; flex-wrap: wrap; gap: 12px; }
.small-figures figure { margin: 0; }
.wide { overflow-x: auto; margin: 1em 0; }
table { border-collapse: collapse; font-size: .9em; }
caption { text-align: left; padding-bottom: .4em; }
th, td { padding: 3px 10px 3px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #e4e4e4; }
thead th { border-bottom: 1.5px solid #1a1a1a; white-space: nowrap; }
tbody th { font-weight: normal; color: #444; }
th.number, td.number { text-align: right; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
td.number { font-variant-numeric: tabular-nums; }
th button { all: unset; cursor: pointer; font-weight: bold; }
th button:focus-visible { outline: 2px solid #0a58a8; outline-offset: 2px; }
nav ul { padding-left: 1.2em; }
@media print {
  @page { margin: 18mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-before: page; border-top: 0; }
  h2:first-of-type { break-before: auto; }
  h3, h4 { break-after: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .wide { overflow: visible; }
  a { color: inherit; text-decoration: none; }
}
`;
