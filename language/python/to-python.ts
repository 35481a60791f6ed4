// Analyses as a Python script for the toolbox NiSpace, so that a reviewer can check a run with the program the field knows.
import { basename } from 'node:path';
import { Script } from './script.js';
import { addWorkflow, type ExportedPlan } from './workflow.js';

export type { ExportedPlan } from './workflow.js';

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
  plans.forEach((each) => addWorkflow(each, script));
  const name = plans.at(-1)?.plan.name ?? '';
  const from = file ? ` of ${basename(file)}` : '';
  const place = file ? ` Run it in the folder of ${basename(file)}.` : '';
  return script.text(
    `"""${name}${from} with the Python toolbox NiSpace (pip install nispace).\n\n`
      + `Written by NiSpace for VS Code ${version}. All parameters are explicit, so that nothing depends on the defaults of the\n`
      + `installed version.${place}\nWhere numbers may differ and why: docs/compatibility.md of NiSpace for VS Code.\n"""`,
  );
}
