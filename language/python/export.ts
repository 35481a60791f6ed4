// An analysis of a document, with what it depends on, as a Python script.
import type { LangiumDocument } from 'langium';
import type { Catalog } from '../catalog.js';
import { nullModelFor } from '../facts.js';
import type { Runnable } from '../generated/ast.js';
import { findAnalysis, lowerAnalysis, type PlanProblem } from '../plan.js';
import { readerFor } from '../reader.js';
import { dependenciesOf } from '../sources.js';
import { pythonScript, type ExportedPlan } from './to-python.js';

export type PythonExport =
  { script: string; problems?: undefined } | { script?: undefined; problems: PlanProblem[] };

/** The script of a named analysis, or why there is no plan to write it from. */
export function exportPython(
  document: LangiumDocument,
  name: string,
  { catalog, version }: { catalog: Catalog; version: string },
): PythonExport {
  const analysis = findAnalysis(document, name);
  if (!analysis) {
    const message = `There is no analysis ${name} in this file.`;
    return { problems: [{ code: 'no-such-analysis', message }] };
  }
  const plans: ExportedPlan[] = [];
  for (const each of withDependencies(analysis)) {
    const { plan, problems } = lowerAnalysis(each, { catalog });
    if (!plan) return { problems };
    const reader = readerFor(each, catalog, () => undefined);
    const nullModel = nullModelFor(each, reader) ?? null;
    plans.push({ plan, nullModel });
  }
  const { uri } = document;
  return { script: pythonScript(plans, uri.scheme === 'file' ? uri.fsPath : null, version) };
}

/** What an analysis needs before itself; a cycle ends where it closes. */
function withDependencies(analysis: Runnable, seen = new Set<Runnable>()): Runnable[] {
  if (seen.has(analysis)) return [];
  seen.add(analysis);
  const before = dependenciesOf(analysis).flatMap((each) => withDependencies(each.analysis, seen));
  return [...before, analysis];
}
