// From a problem to a diagnostic, with the edits that would mend it.
import type { DiagnosticInfo, ValidationAcceptor } from 'langium';
import { AstUtils, GrammarUtils } from 'langium';
import type { AstNode, ValidationSeverity } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { Catalog } from '../catalog.js';
import type { Block } from '../generated/ast.js';
import { isAnalysis, isStep } from '../generated/ast.js';
import { readerFor } from '../reader.js';
import type { Problem } from '../values/value-type.js';
import type { CheckContext } from './rule.js';

/** LSP DiagnosticTag.Unnecessary. */
const UNNECESSARY = 1;

/** One edit that mends a diagnostic; travels in its `data`. */
export interface Fix {
  title: string;
  range: Range;
  newText: string;
}

export interface FixData {
  code: string;
  fixes: Fix[];
  /** An item to be downloaded, as `nsp data fetch` takes it. */
  fetch?: string;
}

function placeOfProblem({ node, feature, index }: Problem): Range | undefined {
  const cst = feature
    ? GrammarUtils.findNodeForProperty(node.$cstNode, feature, index)
    : node.$cstNode;
  return (cst ?? node.$cstNode)?.range;
}

function blockOf(node: AstNode): Block | undefined {
  return isAnalysis(node) || isStep(node) ? node.block : undefined;
}

/** Puts `key: ` on a line of its own after the opening brace. */
function insertion(node: AstNode, key: string): Fix | undefined {
  const open = GrammarUtils.findNodeForKeyword(blockOf(node)?.$cstNode, '{');
  if (!open) return undefined;
  const { end } = open.range;
  return { title: `Add \`${key}\``, range: { start: end, end }, newText: `\n    ${key}: ` };
}

/** The edits a problem offers. */
function fixesOf(problem: Problem): Fix[] {
  const range = placeOfProblem(problem);
  const replacements = (problem.replacements ?? []).flatMap((newText) =>
    range ? [{ title: `Change to \`${newText}\``, range, newText }] : [],
  );
  const added = problem.missingKey ? insertion(problem.node, problem.missingKey) : undefined;
  return added ? [...replacements, added] : replacements;
}

/** The context in which the rules of one node report. */
export function checkContext(
  node: AstNode,
  catalog: Catalog,
  accept: ValidationAcceptor,
): CheckContext {
  const at =
    (severity: ValidationSeverity, tags?: DiagnosticInfo<AstNode>['tags']) =>
    (problem: Problem): void => {
      const { code, fetch } = problem;
      const data: FixData = { code, fixes: fixesOf(problem), ...(fetch ? { fetch } : {}) };
      const range = placeOfProblem(problem);
      accept(severity, problem.message, {
        node: problem.node,
        code: problem.code,
        data,
        ...(range ? { range } : {}),
        ...(tags ? { tags } : {}),
        ...(problem.related ? { relatedInformation: related(problem.related) } : {}),
      });
    };
  return {
    ...readerFor(node, catalog, at('error')),
    warn: at('warning'),
    inform: at('info'),
    unnecessary: at('hint', [UNNECESSARY]),
  };
}

function related({ node, message }: NonNullable<Problem['related']>) {
  const range = placeOfProblem({ node, feature: 'name', code: '', message });
  const uri = AstUtils.getDocument(node).uri.toString();
  return range ? [{ location: { uri, range }, message }] : [];
}
