// The sentences of the methods paragraph about what was permuted: maps, groups, sets, pairs, one at a time or two together.
import { permutesGroups, permutesMaps, permutesSets } from '../plan-kinds.js';
import { papersOf, shortReference } from './bibliography.js';
import { permutedGroups, relabelling } from './design-text.js';
import { drawing, drawnSets } from './set-text.js';
import type { Told } from './told.js';
import { count, nullModelWords, thousands } from './wording.js';

/** What the observed values were held against. */
export function nullModel(result: Told): string {
  const { plan, nullModel: model } = result;
  if (!plan.permute) {
    return 'Nothing was permuted, so the values are descriptive: they have no p values.';
  }
  if (plan.permute.pairs) return matchedPairs(result);
  const parts = [
    permutesGroups(plan) ? relabelling(result) : '',
    permutesMaps(plan)
      ? `${plan.mapsWhich === 'XY' ? 'the maps of X and those of Y were' : `the ${plan.mapsWhich} maps were`} replaced by null maps, made by ${makingWords(result)}`
      : '',
    permutesSets(plan) ? drawing(result) : '',
  ].filter(Boolean);
  if (parts.length > 1 || plan.mapsWhich === 'XY') {
    return (
      `Significance was assessed against ${count(model.permutations, 'permutation')}, in each of which `
      + `${parts.join(', and ')}; everything after that was computed anew (${model.origin}).`
    );
  }
  if (permutesGroups(plan)) return permutedGroups(result);
  if (permutesSets(plan)) return drawnSets(result);
  return (
    `Significance was assessed against ${count(model.permutations, 'null map')} per `
    + `${model.permuted} map, made by ${makingWords(result)} (${model.origin}).`
  );
}

/** How null maps were made, with papers and space. */
function makingWords({ nullModel: model, plan }: Told): string {
  const each = model.method
    .split('+')
    .map((name) => nullModelWords[name]?.(plan.mapsOptions) ?? `the null model ${name}`);
  const words =
    each.length > 1 ? `${each.join(' for the cortex and ')} for the subcortex` : each.join('');
  const papers = papersOf(model.method).map(shortReference);
  const sources = papers.length > 0 ? ` (${papers.join('; ')})` : '';
  const space = model.space === null ? '' : ` in ${model.space} space`;
  return `${words}${sources}${space}`;
}

function matchedPairs({ nullModel: model, plan, y }: Told): string {
  const papers = papersOf(model.method).map(shortReference).join('; ');
  const average = plan.pooled === 'median' ? 'median' : 'mean';
  return (
    `Map i of Y belongs to map i of X, ${count(y.labels.length, 'pair')}. The ${average} of the Fisher z-transformed correlations within pairs `
    + `was compared with that of ${thousands(model.permutations)} random matchings of Y maps with X maps (${papers}; ${model.origin}).`
  );
}
