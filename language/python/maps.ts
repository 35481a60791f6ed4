// Sources of maps and designs as Python: what NiSpace takes for them, and where the script has to read files itself.
import type {
  DesignSource,
  ImageOptions,
  MapsSource,
  ParcellationSource,
} from '../../engine/plan.js';
import { expression, inlineCall, literal, pythonName, type PythonValue } from './literal.js';
import type { Script } from './script.js';

/** What the data of an analysis are read with. */
export interface Surroundings {
  /** As NiSpace takes it. */
  parcellation: string;
  hemispheres: readonly string[];
}

type Filter = (MapsSource & { kind: 'reference' })['filter'];

/** Filters of a reference dataset as `fetch_reference` has them. */
export function filterArguments({
  maps,
  sets,
  setSizeRange,
  weightRange,
  weightQuantile,
}: Filter): Record<string, PythonValue> {
  const all = {
    maps,
    sets,
    set_size_range: setSizeRange,
    weight_range: weightRange,
    weight_quantile: weightQuantile,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** The name of a variable that holds the maps; adds what makes it once. */
export function mapsVariable(
  source: MapsSource,
  role: string,
  around: Surroundings,
  script: Script,
): string {
  if (source.kind === 'result') return `${pythonName(source.analysis)}.get_y()`;
  const name = source.declaration ? pythonName(source.declaration) : role;
  // Tables of the library depend on the parcellation of the analysis.
  const ofLibrary = source.kind === 'reference' || source.kind === 'example';
  const unique = ofLibrary ? `${name}_${around.parcellation.replace(/\W+/g, '_')}` : name;
  return script.declare(unique, () => `${unique} = ${mapsExpression(source, around, script)}`);
}

function mapsExpression(
  source: Exclude<MapsSource, { kind: 'result' }>,
  { parcellation, hemispheres }: Surroundings,
  script: Script,
): string {
  switch (source.kind) {
    case 'reference':
      script.use('nispace.datasets', 'fetch_reference');
      return inlineCall('fetch_reference', {
        dataset: source.dataset,
        collection: source.collection === 'All' ? null : source.collection,
        ...filterArguments(source.filter),
        parcellation,
        hemi: hemispheres,
        standardize_parcellated: false,
      });
    case 'example':
      script.use('nispace.datasets', 'fetch_example');
      return inlineCall('fetch_example', {
        example: source.name,
        parcellation,
        return_associated_data: false,
      });
    case 'table':
      return tableExpression(source, script);
    case 'images':
      return literal(
        Object.fromEntries(source.entries.map(({ label, path }) => [label, script.path(path)])),
      );
    case 'glob':
      script.use('glob', 'glob');
      script.use('pathlib', 'Path');
      return `{Path(p).name.split(".nii")[0]: p for p in sorted(glob(${literal(script.path(source.pattern))}, recursive=True))}`;
    case 'surface':
      return `[(${literal(script.path(source.left))}, ${literal(script.path(source.right))})]`;
  }
}

function tableExpression(
  { path, index, rows, transpose }: MapsSource & { kind: 'table' },
  script: Script,
): string {
  script.use('pandas');
  script.note(
    'NiSpace takes the columns of tables by position: they must stand in the order of the parcellation.',
  );
  const read = readTable(script.path(path), index, script);
  const turned = transpose ? `${read}.T` : read;
  return rows ? `${turned}.loc[${literal(rows)}]` : turned;
}

function readTable(path: string, index: string | null, script: Script): string {
  script.use('pandas');
  const separator = /\.tsv(\.gz)?$/i.test(path) ? ', sep="\\t"' : '';
  return `pd.read_csv(${literal(path)}${separator}, index_col=${literal(index ?? 0)})`;
}

/** The options of images, where the maps are images. */
export function imageOptionsOf(source: MapsSource): ImageOptions | null {
  return source.kind === 'images' || source.kind === 'glob' || source.kind === 'surface'
    ? source.options
    : null;
}

/** Arguments of a workflow that say what the parcels are. */
export function parcellationArguments(
  source: ParcellationSource,
  script: Script,
): { parcellation: PythonValue } & Record<string, PythonValue> {
  switch (source.kind) {
    case 'library':
      return { parcellation: source.name };
    case 'sum':
      return { parcellation: source.parts.join('+') };
    case 'image':
    case 'surface': {
      const parcellation =
        source.kind === 'image'
          ? script.path(source.path)
          : expression(
              `(${literal(script.path(source.left))}, ${literal(script.path(source.right))})`,
            );
      return {
        parcellation,
        ...(source.labels && { parcellation_labels: script.path(source.labels) }),
        ...(source.space && { parcellation_space: source.space }),
      };
    }
  }
}

/** The design with the columns NiSpace expects where it expects them: groups, pairs, covariates, site; in the order of `y`. */
export function designVariable(
  design: DesignSource,
  use: { groups: boolean; paired: boolean; y: string },
  script: Script,
): string {
  const name = design.declaration ? pythonName(design.declaration) : 'design';
  const variable = use.groups ? name : `${name}_covariates`;
  return script.declare(variable, () => {
    const { site, subjects, groups } = design;
    const first = [...(use.groups ? [groups] : []), ...(use.paired && subjects ? [subjects] : [])];
    const others = [groups, subjects, site].filter((column) => column !== null);
    const covariates = design.covariates
      ? literal(design.covariates)
      : `[c for c in ${variable}.columns if c not in ${literal(others)}]`;
    const renamed = [
      ...(use.groups ? [[groups, 'groups']] : []),
      ...(use.paired && subjects ? [[subjects, 'subjects']] : []),
      ...(site ? [[site, 'site']] : []),
    ].filter(([from, to]) => from !== to);
    return [
      `${variable} = ${readTable(script.path(design.path), design.index, script)}`,
      `${variable} = ${variable}[${literal(first)} + ${covariates}${site ? ` + ${literal([site])}` : ''}]`,
      ...(renamed.length > 0
        ? [
            `${variable} = ${variable}.rename(columns=${literal(Object.fromEntries(renamed) as Record<string, string>)})`,
          ]
        : []),
      // Labels of a table are its index, labels of images the keys of a dict.
      `rows = list(getattr(${use.y}, "index", ${use.y}))`,
      `if set(rows) <= set(${variable}.index):`,
      `    ${variable} = ${variable}.loc[rows]  # joined by label, as in the .nsp file`,
    ].join('\n');
  });
}
