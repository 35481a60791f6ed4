// Code lenses: Run above each analysis, Run all above the first.
import type { LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens } from 'vscode-languageserver';
import { runnables } from '../plan/subject.js';

/** The command the client registers; its arguments are the URI and the name of the analysis (null for all). */
const RUN = 'nispace.run';
const RUN_ALL = 'nispace.runAll';

export class NspCodeLenses implements CodeLensProvider {
  provideCodeLens(document: LangiumDocument): CodeLens[] {
    const uri = document.uri.toString();
    const analyses = runnables(document).filter(({ name, $cstNode }) => name && $cstNode);
    return analyses.flatMap(({ name, $cstNode }, i) => {
      const start = $cstNode?.range.start ?? { line: 0, character: 0 };
      const range = { start, end: start };
      const run = { range, command: { title: '▶ Run', command: RUN, arguments: [uri, name] } };
      const all = { range, command: { title: 'Run all', command: RUN_ALL, arguments: [uri] } };
      return i === 0 && analyses.length > 1 ? [run, all] : [run];
    });
  }
}
