// docs/parameters.md, written from the parameter table and the lists of terms.
import { BLOCK_ANALYSES, defaultText, PARAMETERS } from './parameters.js';
import type { Parameter, Place } from './parameters/parameter.js';
import { STEPS } from './parameters/pipeline.js';
import { METHOD_OPTIONS, NULL_OPTIONS } from './parameters/options.js';
import { COMPARISONS } from './vocabulary/comparisons.js';
import { CORRECTIONS } from './vocabulary/corrections.js';
import { METHODS } from './vocabulary/methods.js';
import { NULL_MODELS } from './vocabulary/null-models.js';
import type { Vocabulary } from './vocabulary/term.js';

const cell = (text: string) => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (header: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n');
const code = (text: string) =>
  text !== 'required' && /^([\w.-]+|\[.*\])$/.test(text) ? `\`${text}\`` : text;

type Rows = Readonly<Record<string, Parameter>>;

function analysisRows(): string[][] {
  const all = PARAMETERS.defaults;
  return Object.keys(all)
    .filter((key) => !Object.hasOwn({ ...METHOD_OPTIONS, ...NULL_OPTIONS }, key))
    .map((key) => {
      const kinds = BLOCK_ANALYSES.filter((kind) => Object.hasOwn(PARAMETERS[kind], key));
      const [first] = kinds;
      const found = first && PARAMETERS[first][key];
      const defaults = kinds.map((kind) => found && defaultText(found, kind));
      const differ = new Set(defaults).size > 1;
      const shown = differ
        ? kinds.map((kind, i) => `${code(defaults[i] ?? '')} (${kind})`).join(', ')
        : code(defaults[0] ?? '');
      const where = kinds.length === BLOCK_ANALYSES.length ? 'all' : kinds.join(', ');
      return [`\`${key}\``, found?.doc ?? '', found?.type.text ?? '', shown, where];
    });
}

const optionRows = (rows: Rows) =>
  Object.entries(rows).map(([key, found]) => [
    `\`${key}\``,
    found.doc,
    found.type.text,
    code(defaultText(found)),
    (found.methods ?? found.nullModels ?? []).join(', '),
  ]);

const placeTable = (place: Place) =>
  table(
    ['property', 'meaning', 'takes', 'default'],
    Object.entries(PARAMETERS[place]).map(([key, found]) => [
      `\`${key}\``,
      found.doc,
      found.type.text,
      code(defaultText(found)),
    ]),
  );

const termTable = ({ terms }: Vocabulary) =>
  table(
    ['name', 'what it is', 'source'],
    terms.map(({ name, aliases, doc, source }) => [
      [name, ...(aliases ?? [])].map((word) => `\`${word}\``).join(' = '),
      doc,
      source ?? '',
    ]),
  );

const OPTIONS = ['option', 'meaning', 'takes', 'default', 'only with'];

const SECTIONS: readonly (readonly [title: string, body: () => string])[] = [
  [
    'Analyses',
    () =>
      `These properties may also stand in \`defaults\`, for every analysis that does not set them.\n\n${table(['property', 'meaning', 'takes', 'default', 'in'], analysisRows())}`,
  ],
  ['Colocalization methods', () => termTable(METHODS)],
  ['Options of colocalization methods', () => table(OPTIONS, optionRows(METHOD_OPTIONS))],
  ['Null models', () => termTable(NULL_MODELS)],
  ['Options of null models', () => table(OPTIONS, optionRows(NULL_OPTIONS))],
  ['Corrections', () => termTable(CORRECTIONS)],
  ['Comparisons', () => termTable(COMPARISONS)],
  ['Sources of maps: `reference`', () => placeTable('reference')],
  ['Sources of maps: `table`', () => placeTable('table')],
  ['Sources of maps: `image`, `images`, `surface`', () => placeTable('images')],
  ['Designs', () => placeTable('design')],
  ['Parcellations of your own', () => placeTable('parcellation image')],
  [
    'Pipelines',
    () =>
      (Object.keys(STEPS) as (keyof typeof STEPS)[])
        .map((step) => `### ${step}\n\n${STEPS[step].doc}\n\n${placeTable(step)}`)
        .join('\n\n'),
  ],
];

/** The whole page, Markdown. */
export function parametersMarkdown(): string {
  const intro =
    '<!-- Written by language/docs.ts from the parameter table. Change the table, then run: UPDATE=1 npx vitest run test/language/docs.test.ts -->\n\n# Parameters\n\nEvery property of a `.nsp` file: what it means, what it takes, and what happens without it.';
  const sections = SECTIONS.map(([title, body]) => `## ${title}\n\n${body()}`);
  return `${[intro, ...sections].join('\n\n')}\n`;
}
