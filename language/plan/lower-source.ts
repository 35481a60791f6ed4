// Sources of maps as plans have them: names as the library spells them, paths absolute, options filled in.
import { AstUtils } from 'langium';
import type { ImageOptions, MapsSource, ReferenceFilter } from '../../engine/plan.js';
import type {
  Block,
  ImagesSource,
  ReferenceSource,
  SurfaceSource,
  TableSource,
} from '../generated/ast.js';
import { absolutePattern, folderOf, stem } from '../paths.js';
import type { Parameter } from '../parameters/parameter.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { optionIn, propertyIn } from '../settings.js';
import type { MapsValue } from '../values/declared.js';
import { datasetOf, exampleOf } from '../values/library.js';
import type { Reader } from '../values/value-type.js';

/** A value that is undefined only after a report; null stands for "none". */
function option<T>(
  block: Block | undefined,
  key: string,
  row: Parameter<T>,
  reader: Reader,
  none: T,
): T {
  return optionIn(block, key, row, reader) ?? none;
}

/**
 * The source of a plan; undefined after at least one report.
 * @param fit block that gives images the options they do not set themselves
 */
export function lowerMaps(
  { declaration, source }: MapsValue,
  reader: Reader,
  fit?: Block,
): MapsSource | undefined {
  const named = { declaration: declaration?.name ?? null };
  switch (source.$type) {
    case 'ReferenceSource':
      return merge(named, lowerReference(source, reader));
    case 'ExampleSource': {
      const entry = exampleOf(source, reader);
      return entry && { ...named, kind: 'example', name: entry.name };
    }
    case 'TableSource':
      return { ...named, ...lowerTable(source, reader) };
    case 'ImageSource': {
      const label = declaration?.name ?? stem(source.path);
      const entries = [{ label, path: reader.resolve(source.path) }];
      return {
        ...named,
        kind: 'images',
        entries,
        options: imageOptions(source.options, reader, fit),
      };
    }
    case 'ImagesSource':
      return { ...named, ...lowerImages(source, reader, fit) };
    case 'SurfaceSource':
      return {
        ...named,
        kind: 'surface',
        label: declaration?.name ?? stem(source.left),
        ...sides(source, reader),
        options: imageOptions(source.options, reader, fit),
      };
    case 'ResultSource': {
      const analysis = source.analysis?.ref?.name;
      return analysis === undefined ? undefined : { ...named, kind: 'result', analysis };
    }
  }
}

function merge<A extends object, B extends object>(a: A, b: B | undefined): (A & B) | undefined {
  return b && { ...a, ...b };
}

/** Absolute paths of the two sides of a surface. */
export function sides(source: SurfaceSource, reader: Reader): { left: string; right: string } {
  return { left: reader.resolve(source.left), right: reader.resolve(source.right) };
}

function lowerReference(source: ReferenceSource, reader: Reader) {
  const dataset = datasetOf(source, reader);
  if (!dataset) return undefined;
  const rows = SOURCE_PARAMETERS.reference;
  const read = <T>(key: string, row: Parameter<T | null>) =>
    option(source.options, key, row, reader, null);
  const filter: ReferenceFilter = {
    maps: read('maps', rows.maps),
    sets: read('sets', rows.sets),
    setSizeRange: read('set_size_range', rows.set_size_range),
    weightRange: read('weight_range', rows.weight_range),
    weightQuantile: read('weight_quantile', rows.weight_quantile),
  };
  // The default is written into the plan, so that the record says which maps were compared.
  const collection = read('collection', rows.collection) ?? dataset.defaultCollection ?? 'All';
  return { kind: 'reference' as const, dataset: dataset.name, collection, filter };
}

function lowerTable(source: TableSource, reader: Reader) {
  const rows = SOURCE_PARAMETERS.table;
  return {
    kind: 'table' as const,
    path: reader.resolve(source.path),
    index: option(source.options, 'index', rows.index, reader, null),
    rows: option(source.options, 'rows', rows.rows, reader, null),
    transpose: option(source.options, 'transpose', rows.transpose, reader, false),
  };
}

function lowerImages(source: ImagesSource, reader: Reader, fit: Block | undefined) {
  const options = imageOptions(source.options, reader, fit);
  if (source.pattern !== undefined) {
    const folder = folderOf(AstUtils.getDocument(source));
    return { kind: 'glob' as const, pattern: absolutePattern(source.pattern, folder), options };
  }
  const entries = source.entries.map(({ label, path }) => ({ label, path: reader.resolve(path) }));
  return { kind: 'images' as const, entries, options };
}

function imageOptions(
  own: Block | undefined,
  reader: Reader,
  fit: Block | undefined,
): ImageOptions {
  const rows = SOURCE_PARAMETERS.images;
  const read = <T>(key: string, row: Parameter<T>, none: T): T =>
    option(propertyIn(own, key) ? own : fit, key, row, reader, none);
  return {
    space: option(own, 'space', rows.space, reader, null),
    background: read('background_value', rows.background_value, 'auto'),
    minValidCount: read('min_num_valid_datapoints', rows.min_num_valid_datapoints, null),
    minValidFraction: read(
      'min_fraction_valid_datapoints',
      rows.min_fraction_valid_datapoints,
      null,
    ),
    resamplingTarget: read('resampling_target', rows.resampling_target, 'data'),
  };
}
