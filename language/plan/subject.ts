// Between places in the text and the subjects of errors: a property of an analysis, or a declaration.
import type { AstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { NspFile, Runnable } from '../generated/ast.js';
import {
  isAnalysis,
  isDefaults,
  isNamedDeclaration,
  isProperty,
  isRunnable,
} from '../generated/ast.js';
import { settingOf } from '../settings.js';

/** As in results and engine errors: a property of the analysis (or of `defaults`), or a declaration. */
export interface Subject {
  property?: string;
  declaration?: string;
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
  const key = subject?.property;
  if (analysis && key) {
    const property =
      analysis.$type === 'Analysis'
        ? settingOf(analysis, key)
        : analysis.steps
            .flatMap((step) => step.block?.properties ?? [])
            .find((item) => item.key === key);
    if (property?.$cstNode) return property.$cstNode.range;
  }
  const declaration = subject?.declaration
    ? file.declarations.find(
        (item) => isNamedDeclaration(item) && item.name === subject.declaration,
      )
    : undefined;
  const node = declaration ?? analysis;
  const name = node && GrammarUtils.findNodeForProperty(node.$cstNode, 'name');
  return (name ?? node?.$cstNode)?.range ?? { start: ZERO, end: ZERO };
}

const ZERO = { line: 0, character: 0 };
