// A workflow call as an analysis: which argument becomes which property (spec/workflows.md, section 1).
import type { BlockAnalysis } from '../parameters/parameter.js';
import { COMPARISONS } from '../vocabulary/comparisons.js';
import { inlineBlock, list, text, word } from './nsp-text.js';
import type { Sources } from './read-sources.js';
import { valueText, type Call } from './read-sources.js';
import type { PythonNode } from './read.js';

export const WORKFLOWS = ['group_colocalization', 'colocalization', 'group_xsea', 'xsea'] as const;

export interface Workflow {
  kind: BlockAnalysis;
  call: Call;
}

/** First arguments that may stand without their names. */
const POSITIONS: Readonly<Record<BlockAnalysis, readonly string[]>> = {
  colocalization: ['y', 'x'],
  xsea: ['y', 'x'],
  group_colocalization: ['y', 'design', 'x'],
  group_xsea: ['y', 'design', 'x'],
};

/** Arguments that mean the same under the same name. */
const SAME = new Set([
  'parcellation_hemi',
  'standardize',
  'colocalization_method',
  'mc_method',
  'normalize_colocalizations',
  'pooled_p',
  'combat',
  'n_perm',
  'seed',
  'n_proc',
  'paired',
  'xsea_aggregation_method',
  'permute_sets',
]);

/** Dictionaries whose entries are properties here, unless they are named below. */
const DICTIONARIES = new Set(['colocalize_kwargs', 'permute_kwargs', 'correct_p_kwargs']);
/** Entries of these dictionaries that are properties. */
const ENTRIES =
  /^(r_to_z|adj_r2|mlr_individual|n_components|n_neighbors|rank|dominance_max_predictors|p_tails|groups_strategy|mc_dimension|mc_method|pooled_p|n_perm|seed|maps_(?!nulls|batch)\w+)$/;
/** Entries for which None is a value of its own; for others it stands for the default. */
const NONE_COUNTS = /^maps_(n_components|variogram_threshold|b)$/;
/** Arguments that change no number. */
const SILENT = new Set([
  'plot',
  'verbose',
  'plot_design_between',
  'plot_kwargs',
  'return_nispace_only',
]);

type Entry = readonly [key: string, value: string];

/** The block of the analysis; what has no counterpart stands in it as comments. */
export function workflowText(name: string, { kind, call }: Workflow, sources: Sources): string {
  const values = new Map<string, PythonNode>();
  call.positional.forEach((value, i) => {
    const key = POSITIONS[kind][i];
    if (key) values.set(key, value);
  });
  for (const [key, value] of call.named) values.set(key, value);
  const { properties, left } = new Block(kind, values, sources).read();
  const lines = [
    ...properties.map(([key, value]) => `    ${key}: ${value}`),
    ...left.map(([key, why]) => `    // not translated: ${key}${why ? ` (${why})` : ''}`),
  ];
  return `${kind} ${name} {\n${lines.join('\n')}\n}`;
}

class Block {
  private readonly properties: Entry[] = [];
  private readonly left: Entry[] = [];

  constructor(
    private readonly kind: BlockAnalysis,
    private readonly values: Map<string, PythonNode>,
    private readonly sources: Sources,
  ) {}

  read(): { properties: Entry[]; left: Entry[] } {
    this.data();
    this.parcellation();
    for (const [key, value] of this.values) this.argument(key, value);
    return { properties: this.properties, left: this.left };
  }

  private take(key: string): PythonNode | undefined {
    const value = this.values.get(key);
    this.values.delete(key);
    return value?.kind === 'constant' && value.value === null ? undefined : value;
  }

  private set(key: string, value: string): void {
    this.properties.push([key, value]);
  }

  private data(): void {
    const y = this.take('y') ?? ({ kind: 'name', name: 'y' } as const);
    this.set('y', this.sources.nameOf(y, 'maps', 'y'));
    const design = this.take('design');
    if (design) this.set('design', this.sources.nameOf(design, 'design', 'design'));
    this.reference();
    const z = this.take('z');
    if (z) this.set('z', this.confounds(z));
    const covariates = this.take('y_covariates');
    if (covariates)
      this.set('y_covariates', this.sources.nameOf(covariates, 'design', 'y_covariates'));
    const background = this.take('x_background');
    if (background)
      this.set('x_background', this.sources.nameOf(background, 'maps', 'x_background'));
  }

  /** X is a dataset by name, by default PET or gene expression, or maps like Y. */
  private reference(): void {
    const dataset = this.kind.endsWith('xsea') ? 'mrna' : 'pet';
    const x = this.take('x') ?? ({ kind: 'text', value: dataset } as const);
    const collection = this.take('x_collection');
    const filters = this.take('fetch_x_kwargs');
    if (x.kind !== 'text' || /[./]/.test(x.value))
      return this.set('x', this.sources.nameOf(x, 'maps', 'x'));
    const options: Entry[] = [];
    if (collection?.kind === 'text') options.push(['collection', word(collection.value)]);
    for (const [key, value] of filters?.kind === 'dict' ? filters.entries : []) {
      const read = valueText(value);
      if (key.kind === 'text' && read !== null) options.push([key.value, read]);
    }
    this.set('x', this.sources.reference(x.value.toLowerCase(), options, 'x'));
  }

  private confounds(z: PythonNode): string {
    const items = z.kind === 'list' ? z.items : [z];
    const tissues = items.map((item) =>
      item.kind === 'text' && !/[./]/.test(item.value) ? item.value : null,
    );
    if (tissues.every((tissue) => tissue !== null))
      return tissues.length === 1 ? word(tissues[0] ?? '') : list(tissues.map(word));
    return this.sources.nameOf(z, 'maps', 'z');
  }

  /** A name of the library, or an own image with its labels. */
  private parcellation(): void {
    const parcellation = this.take('parcellation');
    const labels = this.take('parcellation_labels');
    const space = this.take('parcellation_space') ?? this.values.get('space');
    if (!parcellation) return;
    if (parcellation.kind === 'text' && !/[/\\]|\.(nii|gii)/.test(parcellation.value))
      return this.set(
        'parcellation',
        parcellation.value
          .split('+')
          .map((part) => word(part.trim()))
          .join(' + '),
      );
    const options: Entry[] = [
      ...(labels?.kind === 'text' ? [['labels', text(labels.value)] as const] : []),
      ...(space?.kind === 'text' ? [['space', word(space.value)] as const] : []),
    ];
    const sides = parcellation.kind === 'list' ? parcellation.items : [parcellation];
    const paths = sides.map((side) =>
      side.kind === 'text' ? text(side.value) : text('atlas.nii.gz'),
    );
    const source = paths.length === 2 ? `surface ${paths.join(' ')}` : `image ${paths[0] ?? ''}`;
    this.sources.declare(`parcellation atlas = ${source}${inlineBlock(options)}`);
    this.set('parcellation', 'atlas');
  }

  private argument(key: string, value: PythonNode): void {
    const isNone = value.kind === 'constant' && value.value === null;
    if (SILENT.has(key) || (isNone && key !== 'standardize')) return;
    if (key === 'comparison_method') return this.comparison(value);
    if (key === 'p_from_average_y') return this.property('pooled_p', value);
    if (SAME.has(key)) return this.property(key, value);
    if (DICTIONARIES.has(key) && value.kind === 'dict') {
      for (const [entry, each] of value.entries) {
        const name = entry.kind === 'text' ? entry.value : '';
        if (each.kind === 'constant' && each.value === null && !NONE_COUNTS.test(name)) continue;
        if (ENTRIES.test(name)) this.property(name, each);
        else this.left.push([`${key}["${name}"]`, sourceOf(each)]);
      }
      return;
    }
    this.left.push([key, sourceOf(value)]);
  }

  private property(key: string, value: PythonNode): void {
    const words = WORDS[key];
    const read =
      value.kind === 'constant' && words?.[String(value.value)] !== undefined
        ? words[String(value.value)]
        : valueText(value);
    if (read === null || read === undefined) this.left.push([key, sourceOf(value)]);
    else this.set(key, value.kind === 'text' ? spelled(value.value) : read);
  }

  private comparison(value: PythonNode): void {
    const formula = value.kind === 'text' ? callOf(value.value) : null;
    if (formula === null) this.left.push(['comparison_method', sourceOf(value)]);
    else this.set('comparison_method', formula);
  }
}

/** Python's words for values that have another spelling here. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pooled_p: { true: 'mean', false: 'false' },
  standardize: { true: 'xyz', false: 'none', null: 'none' },
};

/** A sum of null models keeps its plus; NiSpace's hyphens become the underscores of the language. */
const spelled = (value: string): string =>
  value
    .split('+')
    .map((part) => word(part.trim().replaceAll('-', '_')))
    .join(' + ');

/** The three arithmetic spellings of comparisons (spec/statistics.md 2.1). */
const ARITHMETIC: readonly (readonly [RegExp, string])[] = [
  [/^mean\((\w)\)-mean\((\w)\)$/, 'meandiff'],
  [/^(\w)-mean\((\w)\)$/, 'center'],
  [/^(\w)-(\w)$/, 'elemdiff'],
];

function callOf(formula: string): string | null {
  const plain = formula.toLowerCase().replace(/\s+/g, '');
  for (const [shape, name] of ARITHMETIC) {
    const match = shape.exec(plain);
    if (match) return `${name}(${match.slice(1).join(', ')})`;
  }
  const call = /^(\w+)\(([\w,]+)\)$/.exec(plain);
  const known = COMPARISONS.terms.some(({ name }) => name === call?.[1]);
  return call && known ? `${call[1] ?? ''}(${(call[2] ?? '').split(',').join(', ')})` : null;
}

const sourceOf = (node: PythonNode): string =>
  node.kind === 'other'
    ? node.source.replace(/\s+/g, ' ')
    : (valueText(node) ?? (node.kind === 'name' ? node.name : ''));
