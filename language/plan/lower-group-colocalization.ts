// A comparison of groups with maps as a plan: what analyses of groups have for themselves are the design, the comparison and the permutation of groups.
import type { GroupColocalizationPlan, GroupsPlan } from '../../engine/plan.js';
import type { Analysis } from '../generated/ast.js';
import { settingOf, valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { lowerCommon, lowerDesign } from './lower-common.js';

/** The plan; meaningful only when nothing was reported. */
export function lowerGroupColocalization(
  analysis: Analysis,
  reader: Reader,
): GroupColocalizationPlan | undefined {
  const plan = lowerGroupsPlan(analysis, reader);
  return plan && { ...plan, kind: 'group_colocalization' };
}

/** What both analyses of groups have in common. A comparison of pairs is paired whether or not `paired` says so. */
export function lowerGroupsPlan(analysis: Analysis, reader: Reader): GroupsPlan | undefined {
  const common = lowerCommon(analysis, reader);
  const design = requiredDesign(analysis, reader);
  const call = settingOf(analysis, 'comparison_method')
    ? valueFor(analysis, 'comparison_method', reader)
    : null;
  const paired = valueFor(analysis, 'paired', reader) ?? false;
  const groupsStrategy = valueFor(analysis, 'groups_strategy', reader);
  if (!common || !design || call === undefined || groupsStrategy === undefined) return undefined;
  return {
    ...common,
    design: lowerDesign(design, reader),
    comparison: {
      transform: call?.comparison.name ?? (paired ? 'pairedcohen' : 'hedges'),
      levels: call?.levels ?? null,
    },
    paired: paired || call?.comparison.paired === true,
    groupsStrategy,
    pooled: 'auto',
  };
}

function requiredDesign(analysis: Analysis, reader: Reader) {
  if (settingOf(analysis, 'design')) return valueFor(analysis, 'design', reader);
  reader.report({
    node: analysis,
    feature: 'name',
    code: 'missing-property',
    message: `\`${analysis.name}\` needs \`design\`: add \`design: …\` with a design declared in this file.`,
    missingKey: 'design',
  });
  return undefined;
}
