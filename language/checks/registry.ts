// All checks, in one list. `fast` ones run while you type and read no files; `slow` ones read files, on save or when idle.
import type { ValidationAcceptor, ValidationChecks } from 'langium';
import type { NspAstType } from '../generated/ast.js';
import type { NspServices } from '../module.js';
import { ADDITIONAL_STEP_RULES } from './additional-steps.js';
import { ANALYSIS_RULES } from './analyses.js';
import { AVAILABILITY_RULES } from './availability.js';
import { BLOCK_RULES } from './blocks.js';
import { COMBINATION_RULES } from './combinations.js';
import { DECLARATION_RULES } from './declarations.js';
import { DESIGN_RULES } from './designs.js';
import { FILE_RULES } from './files.js';
import { NULL_MODEL_RULES } from './null-models.js';
import { OWN_NULLS_RULES } from './own-nulls.js';
import { PIPELINE_RULES } from './pipelines.js';
import { REACH_RULES } from './reach.js';
import { REFERENCE_RULES } from './references.js';
import { checkContext } from './report.js';
import type { Rule } from './rule.js';
import { SET_RULES } from './sets.js';
import { STEP_PROPERTY_RULES } from './step-properties.js';
import { TABLE_RULES } from './tables.js';

export const RULES: readonly Rule[] = [
  ...BLOCK_RULES,
  ...DECLARATION_RULES,
  ...ANALYSIS_RULES,
  ...NULL_MODEL_RULES,
  ...OWN_NULLS_RULES,
  ...COMBINATION_RULES,
  ...SET_RULES,
  ...PIPELINE_RULES,
  ...STEP_PROPERTY_RULES,
  ...ADDITIONAL_STEP_RULES,
  ...DESIGN_RULES,
  ...FILE_RULES,
  ...TABLE_RULES,
  ...REFERENCE_RULES,
  ...AVAILABILITY_RULES,
  ...REACH_RULES,
];

/** Hands every rule to the validator of the language. */
export function registerChecks(services: NspServices): void {
  const source = services.library.CatalogSource;
  for (const { on, category, check } of RULES) {
    const checks: ValidationChecks<NspAstType> = {
      [on]: (node: NspAstType[typeof on], accept: ValidationAcceptor) =>
        check(node, checkContext(node, source.current, accept)),
    };
    services.validation.ValidationRegistry.register(checks, undefined, category);
  }
}
