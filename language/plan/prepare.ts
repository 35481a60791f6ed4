// An analysis about to run: its plan, or the diagnostics that say why it does not run. Shared by command line and server.
import type { LangiumDocument } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import type { AnalysisPlan } from '../../engine/plan.js';
import type { Catalog } from '../catalog.js';
import type { PlanProblem } from '../plan.js';
import { findAnalysis, lowerAnalysis } from '../plan.js';
import { blockingErrors } from './blocking.js';
import { locate } from './subject.js';

export type Prepared =
  | { plan: AnalysisPlan }
  /** `refused`: correct, but for a later version. At least one diagnostic. */
  | { plan: null; status: 'failed' | 'refused'; diagnostics: Diagnostic[] };

/** The plan of an analysis of a validated document; undefined when there is no such analysis. Reads no files. */
export function prepareAnalysis(
  document: LangiumDocument,
  name: string,
  catalog: Catalog,
): Prepared | undefined {
  const analysis = findAnalysis(document, name);
  if (!analysis) return undefined;
  const errors = blockingErrors(document, name);
  if (errors.length > 0) return { plan: null, status: 'failed', diagnostics: errors };
  const { plan, problems } = lowerAnalysis(analysis, { catalog });
  if (plan) return { plan };
  const later = problems.every(({ code }) => code === 'later-version');
  const diagnostics = problems.map((problem) => runDiagnostic(document, name, problem));
  return { plan: null, status: later ? 'refused' : 'failed', diagnostics };
}

/** An error of a run, at the place in the file that it belongs to. */
export function runDiagnostic(
  document: LangiumDocument,
  analysis: string,
  problem: Pick<PlanProblem, 'code' | 'message' | 'property' | 'declaration'>,
): Diagnostic {
  const { code, message } = problem;
  const range = locate(document, analysis, problem);
  return { severity: DiagnosticSeverity.Error, source: 'nispace', code, message, range };
}
