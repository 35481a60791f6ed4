// The errors of one analysis without an editor: all fast rules on everything it uses. A plan is only made when there are none, so
// what the editor calls an error is never run, and nothing that is written is ignored.
import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import type { Catalog } from '../catalog.js';
import type { Runnable } from '../generated/ast.js';
import { isAnalysis, isNspFile, reflection } from '../generated/ast.js';
import { readerFor } from '../reader.js';
import { defaultsFor } from '../settings.js';
import type { Problem } from '../values/value-type.js';
import { RULES } from './registry.js';

/** The analysis, the defaults it takes, and the declarations it names, through others too. */
export function usedBy(analysis: Runnable): Set<AstNode> {
  const used = new Set<AstNode>();
  const visit = (node: AstNode): void => {
    if (used.has(node)) return;
    used.add(node);
    for (const inner of AstUtils.streamAst(node))
      for (const { reference } of AstUtils.streamReferences(inner))
        if ('ref' in reference && reference.ref && inner.$type !== 'ResultSource')
          visit(reference.ref);
  };
  visit(analysis);
  const defaults = isAnalysis(analysis) ? defaultsFor(analysis) : undefined;
  if (defaults) visit(defaults);
  return used;
}

/** Errors of the analysis and of what it uses, each once; reads no files. */
export function errorsOf(analysis: Runnable, catalog: Catalog): Problem[] {
  const used = usedBy(analysis);
  const within = (node: AstNode | undefined): boolean =>
    node !== undefined && (used.has(node) || within(node.$container));
  const found = new Map<string, Problem>();
  const nothing = () => undefined;
  const run = (node: AstNode): void => {
    const report = (problem: Problem): void => {
      if (within(problem.node) || within(problem.related?.node))
        found.set(problem.message, problem);
    };
    for (const { on, category, check } of RULES) {
      if (category !== 'fast' || !reflection.isSubtype(node.$type, on)) continue;
      const context = { ...readerFor(node, catalog, report), warn: nothing, inform: nothing };
      void check(node as Parameters<typeof check>[0], { ...context, unnecessary: nothing });
    }
  };
  for (const node of used) for (const inner of AstUtils.streamAst(node)) run(inner);
  const file = AstUtils.getContainerOfType(analysis, isNspFile);
  if (file) run(file);
  return [...found.values()];
}
