// Where an analysis uses a design, and for what: the four analyses use one, a pipeline one in each step that cleans between subjects
// or compares groups.
import type { AstNode } from 'langium';
import type { Analysis, Pipeline, Property, Runnable, Step } from './generated/ast.js';
import type { AnalysisKind } from '../engine/plan.js';
import { STEP_PARAMETERS } from './parameters/pipeline.js';
import { silently } from './reader.js';
import { optionIn, propertyIn, settingOf, valueFor } from './settings.js';
import type { DesignValue } from './values/declared.js';
import type { ComparisonValue } from './values/special.js';
import type { Reader } from './values/value-type.js';

export interface DesignUse {
  /** Null where none is named, undefined where it cannot be read. */
  design: DesignValue | null | undefined;
  /** Where it is named, else what would name it. */
  node: AstNode;
  /** The property that names a design. */
  key: 'design' | 'y_covariates';
  /** Whose rows it has. */
  rows: 'y' | 'z';
  /** Groups are compared: by this call, or by the usual one. */
  compared: boolean;
  call: ComparisonValue | undefined;
  callProperty: Property | undefined;
  /** Rows are pairs; where that is said. */
  paired: boolean;
  pairedProperty: Property | undefined;
  /** Covariates are regressed. */
  cleaned: boolean;
  /** Columns that are kept then, besides the groups of a comparison of the same analysis. */
  protect: string[];
  combat: boolean;
  combatProperty: Property | undefined;
}

/** All uses that can be read, in the order written. */
export function designUses(analysis: Runnable, reader: Reader): DesignUse[] {
  const quiet = silently(reader);
  return analysis.$type === 'Pipeline'
    ? usesOfSteps(analysis, quiet)
    : [useOfAnalysis(analysis, quiet)];
}

const comparesGroups = (kind: AnalysisKind): boolean => kind.startsWith('group_');

function useOfAnalysis(analysis: Analysis, reader: Reader): DesignUse {
  const compared = comparesGroups(analysis.kind);
  const key = compared ? 'design' : 'y_covariates';
  const callProperty = compared ? settingOf(analysis, 'comparison_method') : undefined;
  return {
    design: valueFor(analysis, key, reader),
    node: settingOf(analysis, key) ?? analysis,
    key,
    rows: 'y',
    compared,
    call: callProperty && valueFor(analysis, 'comparison_method', reader),
    callProperty,
    paired: compared && valueFor(analysis, 'paired', reader) === true,
    pairedProperty: settingOf(analysis, 'paired'),
    cleaned: true,
    protect: [],
    combat: valueFor(analysis, 'combat', reader) === true,
    combatProperty: settingOf(analysis, 'combat'),
  };
}

function usesOfSteps(pipeline: Pipeline, reader: Reader): DesignUse[] {
  return pipeline.steps.flatMap((step) => {
    if (step.name === 'clean_y') return cleaning(step, reader) ?? [];
    return step.name === 'transform_y' || step.name === 'transform_z'
      ? [comparing(step, step.name, reader)]
      : [];
  });
}

function cleaning(step: Step, reader: Reader): DesignUse | undefined {
  const rows = STEP_PARAMETERS.clean_y;
  const how = optionIn(step.block, 'how', rows.how, reader);
  if (!how?.includes('between')) return undefined;
  return {
    design: optionIn(step.block, 'design', rows.design, reader),
    node: propertyIn(step.block, 'design') ?? step,
    key: 'design',
    rows: 'y',
    compared: false,
    call: undefined,
    callProperty: undefined,
    paired: false,
    pairedProperty: undefined,
    cleaned: true,
    protect: optionIn(step.block, 'protect', rows.protect, reader) ?? [],
    combat: optionIn(step.block, 'combat', rows.combat, reader) === true,
    combatProperty: propertyIn(step.block, 'combat'),
  };
}

function comparing(step: Step, name: 'transform_y' | 'transform_z', reader: Reader): DesignUse {
  const rows = STEP_PARAMETERS[name];
  const callProperty = propertyIn(step.block, 'transform');
  return {
    design: optionIn(step.block, 'design', rows.design, reader),
    node: propertyIn(step.block, 'design') ?? step,
    key: 'design',
    rows: name === 'transform_y' ? 'y' : 'z',
    compared: true,
    call: optionIn(step.block, 'transform', rows.transform, reader),
    callProperty,
    paired: optionIn(step.block, 'paired', rows.paired, reader) === true,
    pairedProperty: propertyIn(step.block, 'paired'),
    cleaned: false,
    protect: [],
    combat: false,
    combatProperty: undefined,
  };
}
