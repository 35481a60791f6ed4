// From the text to plans: the meaning of an analysis, the list of analyses, and the way back from an error to its place.
import type { LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type { AnalysisKind, AnalysisPlan, WorkflowPlan } from '../engine/plan.js';
import type { Catalog } from './catalog.js';
import type { Analysis, NspFile, Runnable } from './generated/ast.js';
import { errorsOf, usedBy } from './checks/errors.js';
import { isRunnable, laterProblems } from './later.js';
import type { BlockAnalysis } from './parameters/parameter.js';
import { lowerColocalization } from './plan/lower-colocalization.js';
import { lowerGroupColocalization } from './plan/lower-group-colocalization.js';
import { lowerGroupXsea } from './plan/lower-group-xsea.js';
import { lowerPipeline } from './plan/lower-pipeline.js';
import { lowerXsea } from './plan/lower-xsea.js';
import type { Subject } from './plan/subject.js';
import { runnables, subjectOf } from './plan/subject.js';
import { readerFor } from './reader.js';
import { writtenKeys } from './settings.js';
import { dependenciesOf } from './sources.js';
import type { Problem, Reader } from './values/value-type.js';

export type { Subject } from './plan/subject.js';
export { locate } from './plan/subject.js';

/** Why an analysis has no plan: one sentence, a stable code, and the place it belongs to. */
export interface PlanProblem extends Subject {
  code: string;
  message: string;
}

export type Lowered =
  { plan: AnalysisPlan; problems?: undefined } | { plan?: undefined; problems: PlanProblem[] };

export interface AnalysisListing {
  name: string;
  kind: AnalysisKind;
  /** 0-based, as in LSP. */
  line: number;
  /** Analyses whose results it uses (`result of`), directly. */
  dependencies: string[];
  /** False when this version cannot run it yet. */
  runnable: boolean;
}

/** The analysis of a name, or undefined. */
export function findAnalysis(document: LangiumDocument, name: string): Runnable | undefined {
  return runnables(document).find((analysis) => analysis.name === name);
}

/** All analyses of a document in order. The document must be built (parsed and linked). */
export function analysesOf(document: LangiumDocument, catalog: Catalog): AnalysisListing[] {
  return runnables(document)
    .filter((analysis) => analysis.name)
    .map((analysis) => ({
      name: analysis.name,
      kind: analysis.$type === 'Pipeline' ? 'pipeline' : analysis.kind,
      line: analysis.$cstNode?.range.start.line ?? 0,
      dependencies: dependenciesOf(analysis).map((dependency) => dependency.analysis.name),
      runnable: isRunnable(analysis, catalog),
    }));
}

/** How each kind of analysis becomes a plan. */
const LOWERINGS: Record<
  BlockAnalysis,
  (analysis: Analysis, reader: Reader) => WorkflowPlan | undefined
> = {
  colocalization: lowerColocalization,
  group_colocalization: lowerGroupColocalization,
  xsea: lowerXsea,
  group_xsea: lowerGroupXsea,
};

/** The plan with what the file sets; a pipeline writes out its steps anyway. */
function workflowPlan(analysis: Analysis, reader: Reader): WorkflowPlan | undefined {
  const plan = LOWERINGS[analysis.kind](analysis, reader);
  return plan && { ...plan, written: writtenKeys(analysis) };
}

/** The plan of an analysis, or why there is none. Reads no files. */
export function lowerAnalysis(analysis: Runnable, context: { catalog: Catalog }): Lowered {
  const found: Problem[] = [];
  const reader = readerFor(analysis, context.catalog, (problem) => found.push(problem));
  const refused = (problems: Problem[]): Lowered => ({ problems: problems.map(planProblem) });

  const broken = syntaxError(analysis);
  if (broken) return refused([broken]);
  const later = laterProblems(analysis, reader);
  if (later.length > 0) return refused(later);
  const wrong = errorsOf(analysis, context.catalog);
  if (wrong.length > 0) return refused(wrong);
  const plan =
    analysis.$type === 'Pipeline'
      ? lowerPipeline(analysis, reader)
      : workflowPlan(analysis, reader);
  if (found.length > 0) return refused(found);
  return plan ? { plan } : refused([incomplete(analysis)]);
}

/**
 * The first syntax error that may have changed the analysis: one in what it is made of, or outside of every declaration. What the
 * parser left out there might have changed the numbers.
 */
function syntaxError(analysis: Runnable): Problem | undefined {
  const { value, lexerErrors, parserErrors } = AstUtils.getDocument(analysis).parseResult;
  const used = usedBy(analysis);
  const others = (value as NspFile).declarations.filter((declaration) => !used.has(declaration));
  const found = [
    ...lexerErrors.map(({ offset, line, message }) => ({ offset, line, message })),
    ...parserErrors.map((error) => {
      const { token, message } = error;
      const previous = 'previousToken' in error ? (error.previousToken as typeof token) : token;
      const at = Number.isNaN(token.startOffset) ? previous : token;
      return { offset: at.startOffset, line: at.startLine, message };
    }),
  ].find(
    ({ offset }) =>
      !others.some(({ $cstNode: node }) => node && offset >= node.offset && offset < node.end),
  );
  return found
    ? {
        node: analysis,
        code: 'syntax',
        message: `Mend line ${found.line ?? '?'} first. ${found.message}`,
      }
    : undefined;
}

function planProblem({ node, code, message }: Problem): PlanProblem {
  return { ...subjectOf(node), code, message };
}

const incomplete = (analysis: Runnable): Problem => ({
  node: analysis,
  code: 'syntax',
  message: `\`${analysis.name}\` is not complete. Mend the syntax errors of the file first.`,
});
