// Analyses as a Python script for the toolbox NiSpace, so that a reviewer can check a run with the program the field knows.
import { basename } from 'node:path';
import type { AnalysisPlan } from '../../engine/plan.js';
import { addPipeline } from './pipeline.js';
import { Script } from './script.js';
import { addWorkflow } from './workflow.js';

/** A plan and what the language knows of it besides. */
export interface ExportedPlan {
  plan: AnalysisPlan;
  /** The null model that is run, given or by default (`a+b` for cortex + subcortex); null where none is needed. */
  nullModel: string | null;
}

/**
 * @param plans what is run, dependencies (`result of`) before what needs them
 * @param file absolute path of the .nsp file, or null
 */
export function pythonScript(
  plans: readonly ExportedPlan[],
  file: string | null,
  version: string,
): string {
  const script = new Script(file);
  for (const { plan, nullModel } of plans) {
    if (plan.kind === 'pipeline') addPipeline(plan, nullModel, script);
    else addWorkflow(plan, nullModel, script);
  }
  const name = plans.at(-1)?.plan.name ?? '';
  const from = file ? ` of ${basename(file)}` : '';
  const place = file ? ` Run it in the folder of ${basename(file)}.` : '';
  return script.text(
    `"""${name}${from} with the Python toolbox NiSpace (pip install nispace).\n\n`
      + `Written by NiSpace for VS Code ${version}. All parameters are explicit, so that nothing depends on the defaults of the\n`
      + `installed version.${place}\nWhere numbers may differ and why: docs/compatibility.md of NiSpace for VS Code.\n"""`,
  );
}
