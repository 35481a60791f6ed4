// Rules of properties: known, where they belong, once, with a value that fits.
import type { Block, NumberValue, Property, Runnable } from '../generated/ast.js';
import { isAnalysis, isNumberValue, isReferenceSource, isStep } from '../generated/ast.js';
import { nullModelFor } from '../facts.js';
import { nearest } from '../nearest.js';
import { BLOCK_ANALYSES, PARAMETERS, placesOf } from '../parameters.js';
import type { Parameter, Place } from '../parameters/parameter.js';
import { placeOf, rowOf } from '../place.js';
import { silently } from '../reader.js';
import { valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { rule } from './rule.js';

function unknownKey(property: Property, place: Place, reader: Reader): void {
  const { key } = property;
  const elsewhere = placesOf(key).filter((other) => BLOCK_ANALYSES.some((kind) => kind === other));
  const near = nearest(key, Object.keys(PARAMETERS[place]), 3);
  const isAnalysisKey = elsewhere.length > 0 && BLOCK_ANALYSES.some((kind) => kind === place);
  reader.report({
    node: property,
    feature: 'key',
    code: isAnalysisKey ? 'property-not-allowed' : 'unknown-property',
    message: isAnalysisKey
      ? `\`${key}\` does not belong to ${place}; it belongs to ${elsewhere.join(', ')}. Remove it here.`
      : `\`${place}\` has no property \`${key}\`. ${near[0] ? `Did you mean \`${near[0]}\`?` : `It has: ${Object.keys(PARAMETERS[place]).join(', ')}.`}`,
    replacements: isAnalysisKey ? [] : near,
  });
}

function readValue(property: Property, row: Parameter, reader: Reader): void {
  if (property.value) row.type.read(property.value, reader);
  else
    reader.report({
      node: property,
      code: 'missing-value',
      message: `\`${property.key}\` has no value. It takes ${row.type.text}.`,
    });
}

function withoutItsMethod(property: Property, row: Parameter, analysis: Runnable, reader: Reader) {
  const quiet = silently(reader);
  const chosen = row.methods
    ? valueFor(analysis, 'colocalization_method', quiet)
    : nullModelFor(analysis, quiet)?.split('+');
  const owners = row.methods ?? row.nullModels;
  if (!owners || !chosen || owners.some((name) => chosen.includes(name))) return;
  reader.report({
    node: property,
    feature: 'key',
    code: 'option-without-method',
    message: `\`${property.key}\` is an option of ${owners.join(', ')}, and \`${analysis.name}\` uses ${chosen.join(' + ')}. Remove it, or change ${row.methods ? methodKey(analysis) : 'maps_method'}.`,
  });
}

/** What steps call it, and what analyses call it. */
const methodKey = (analysis: Runnable): string =>
  analysis.$type === 'Pipeline' ? 'method' : 'colocalization_method';

/** The analysis a block is of, or the pipeline it is a step of. */
function analysisOf({ $container: owner }: Block): Runnable | undefined {
  if (isAnalysis(owner)) return owner;
  return isStep(owner) ? owner.$container : undefined;
}

/** Options of a reference mean nothing before it names a dataset. */
const hasNoDataset = ({ $container: owner }: Block): boolean =>
  isReferenceSource(owner) && !(owner.dataset as string | undefined);

/** Reports everything wrong with the properties of a block; used by checks and by plans. */
function readBlock(block: Block, reader: Reader): void {
  const place = placeOf(block);
  const seen = new Set<string>();
  for (const property of block.properties) {
    if (seen.has(property.key))
      reader.report({
        node: property,
        feature: 'key',
        code: 'duplicate-property',
        message: `\`${property.key}\` is set twice in this block. Remove one.`,
      });
    seen.add(property.key);
    if (!place) continue;
    const row = rowOf(property);
    if (!row) {
      unknownKey(property, place, reader);
      continue;
    }
    if (property.value && hasNoDataset(block)) continue;
    readValue(property, row, reader);
    const analysis = analysisOf(block);
    if (analysis) withoutItsMethod(property, row, analysis, reader);
  }
}

const MANY_ENOUGH = 1000;

export const BLOCK_RULES = [
  rule({
    name: 'Properties are known, belong where they stand, stand once, and hold a value that fits',
    on: 'Block',
    category: 'fast',
    check: readBlock,
  }),
  rule({
    name: 'There are enough permutations',
    on: 'Property',
    category: 'fast',
    check(property, context) {
      const value: NumberValue | undefined = isNumberValue(property.value)
        ? property.value
        : undefined;
      if (property.key !== 'n_perm' || !rowOf(property) || !value) return;
      if (value.number < 1 || value.number >= MANY_ENOUGH) return;
      context.warn({
        node: value,
        code: 'few-permutations',
        message: `With ${value.number} permutations no p value is below ${String(Number((1 / value.number).toPrecision(2)))}. Use at least ${MANY_ENOUGH}; 10000 is usual.`,
        replacements: ['10000'],
      });
    },
  }),
];
