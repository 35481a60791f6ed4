// The steps that look closer at what was compared as Python: functions of nispace.diagnostics, and the workflow across subjects.
import type {
  AdditionalStep,
  DesignSource,
  NeighbourhoodKind,
  WithinRegionStep,
} from '../../engine/plan.js';
import { CORRECTIONS, type Arguments } from './arguments.js';
import { call, expression, literal } from './literal.js';
import { designVariable } from './maps.js';
import type { Walk } from './pipeline.js';

/** One call for each method. */
export function additionalText(step: AdditionalStep | WithinRegionStep, walk: Walk): string {
  if (step.step === 'correlate_within_region') return withinText(step, walk);
  const methods = step.methods ?? walk.colocalize?.methods ?? [];
  walk.script.use('nispace.diagnostics', step.step);
  const variable = `${walk.name}_${step.step}`;
  const made = call(`${variable}[method] = ${step.step}`, {
    nispace: expression(walk.name),
    method: expression('method'),
    X_reduction: walk.reduction ?? false,
    Y_transform: walk.transform ?? false,
    xsea: walk.colocalize !== null && walk.colocalize.aggregation !== null,
    ...options(step),
  });
  return `${variable} = {}\nfor method in ${literal(methods)}:\n${made.replace(/^/gm, '    ')}\nprint(${variable})`;
}

function options(step: AdditionalStep): Arguments {
  switch (step.step) {
    case 'regional_influence':
      return { signed: step.signed };
    case 'regional_contribution':
      return {};
    case 'local_colocalization':
      return { ...neighbourhood(step.neighbourhood), mc_method: step.correction };
  }
}

function neighbourhood(by: NeighbourhoodKind): Arguments {
  switch (by.kind) {
    case 'nearest':
      return { k: by.k };
    case 'radius':
      return { radius: by.mm };
    case 'gaussian':
      return { fwhm_mm: by.fwhm };
  }
}

function withinText(step: WithinRegionStep, walk: Walk): string {
  const { script, name, fit } = walk;
  // Cleaned maps are standardised already where that was asked for.
  const y = walk.cleaned ? `${name}.get_y()` : walk.y;
  const design =
    step.design
    && designVariable(
      withColumn(step.design, step.covariate),
      { groups: false, paired: false, y: walk.y },
      script,
    );
  const x = step.covariate !== null && design ? `${design}[${literal(step.covariate)}]` : walk.x;
  if (step.covariate === null)
    script.note('NiSpace joins subjects by position: rows of x must stand in the order of y.');
  const variable = `${name}_within`;
  script.use('nispace.workflows', 'correlate_within_region');
  const made = call('correlate_within_region', {
    x: expression(x),
    y: expression(y),
    parcellation: walk.around.parcellation,
    standardize: walk.cleaned ? false : fit.standardize.join('') || false,
    method: step.method,
    n_perm: step.nPerm,
    seed: walk.seed,
    correlate_kwargs: { r_to_z: step.rToZ },
  });
  const mc = step.correction === null ? null : (CORRECTIONS[step.correction] ?? step.correction);
  return [
    `${variable} = ${made}`,
    ...(step.nPerm
      ? [
          `print(${variable}.get_within_region_correlations(method=${literal(step.method)}, mc_method=${literal(mc)}))`,
          `print(${variable}.get_within_region_correlations_omnibus(omnibus_stat=${literal(step.omnibus)}))`,
        ]
      : []),
  ].join('\n');
}

/** The covariate need not be one of those that the design regresses. */
const withColumn = (design: DesignSource, name: string | null): DesignSource =>
  name === null || design.covariates === null || design.covariates.includes(name)
    ? design
    : { ...design, covariates: [...design.covariates, name] };
