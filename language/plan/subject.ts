// Between places in the text and the subjects of errors: a property of an analysis, or a declaration.
import type { AstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { NspFile, Runnable, Step } from '../generated/ast.js';
import {
  isAnalysis,
  isDefaults,
  isNamedDeclaration,
  isProperty,
  isRunnable,
  isStep,
} from '../generated/ast.js';
import { settingOf } from '../settings.js';

/** As in results and engine errors: a property of the analysis (or of `defaults`), or a declaration. */
export interface Subject {
  property?: string;
  declaration?: string;
  /** Of a pipeline: which step it is in, counted from 0. */
  step?: number;
}

/** The analyses of a document, in order. */
export function runnables(document: LangiumDocument): Runnable[] {
  return (document.parseResult.value as NspFile).declarations.filter(isRunnable);
}

/** The subject a node belongs to: the outermost property of an analysis or of `defaults`, else its declaration. */
export function subjectOf(node: AstNode): Subject {
  for (let at: AstNode | undefined = node; at; at = at.$container) {
    const owner = at.$container?.$container;
    if (isProperty(at) && (isAnalysis(owner) || isDefaults(owner))) return { property: at.key };
    if (isProperty(at) && isStep(owner))
      return { property: at.key, step: owner.$container.steps.indexOf(owner) };
    if (isStep(at)) return { step: at.$container.steps.indexOf(at) };
    if (isNamedDeclaration(at) && !isRunnable(at)) return { declaration: at.name };
  }
  return {};
}

/**
 * The place of a subject in the text: the property of the analysis (or of `defaults`, or of a pipeline step), the name of the
 * declaration, else the name of the analysis; the first character when there is no such analysis.
 */
export function locate(
  document: LangiumDocument,
  analysisName: string,
  subject: Subject | null,
): Range {
  const file = document.parseResult.value as NspFile;
  const analysis = runnables(document).find(({ name }) => name === analysisName);
  const found = analysis && subject && propertyOf(analysis, subject);
  if (found?.$cstNode) return found.$cstNode.range;
  const declaration = subject?.declaration
    ? file.declarations.find(
        (item) => isNamedDeclaration(item) && item.name === subject.declaration,
      )
    : undefined;
  const step = subject?.step === undefined ? undefined : stepOf(analysis, subject.step);
  const node = declaration ?? step ?? analysis;
  const name = node && GrammarUtils.findNodeForProperty(node.$cstNode, 'name');
  return (name ?? node?.$cstNode)?.range ?? { start: ZERO, end: ZERO };
}

/** The property itself, or the step it would stand in. */
function propertyOf(analysis: Runnable, { property: key, step }: Subject): AstNode | undefined {
  if (!key) return undefined;
  if (analysis.$type === 'Analysis') return settingOf(analysis, key);
  const steps = step === undefined ? analysis.steps : [stepOf(analysis, step)];
  return steps.flatMap((one) => one?.block.properties ?? []).find((item) => item.key === key);
}

const stepOf = (analysis: Runnable | undefined, step: number): Step | undefined =>
  analysis?.$type === 'Pipeline' ? analysis.steps[step] : undefined;

const ZERO = { line: 0, character: 0 };
