// Code lenses: Run above each analysis, Run all above the first, Open result where one is stored.
import type { LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens } from 'vscode-languageserver';
import type { NspServices } from '../module.js';
import { runnables } from '../plan/subject.js';
import type { StoredTimes } from '../stored-times.js';

/** The commands the client registers; their arguments are the URI and the name of the analysis. */
const RUN = 'nispace.run';
const RUN_ALL = 'nispace.runAll';
const OPEN_RESULT = 'nispace.openResult';

export class NspCodeLenses implements CodeLensProvider {
  private readonly stored: StoredTimes;

  constructor(services: NspServices) {
    this.stored = services.library.StoredTimes;
  }

  async provideCodeLens(document: LangiumDocument): Promise<CodeLens[]> {
    const { uri } = document;
    const times =
      uri.scheme === 'file' ? await this.stored.of(uri.fsPath) : new Map<string, Date>();
    const stale = times.size > 0 ? await this.stored.staleOf(document) : null;
    const analyses = runnables(document).filter(({ name, $cstNode }) => name && $cstNode);
    return analyses.flatMap(({ name, $cstNode }, i) => {
      const start = $cstNode?.range.start ?? { line: 0, character: 0 };
      const range = { start, end: start };
      const lens = (title: string, command: string, ...rest: string[]): CodeLens => ({
        range,
        command: { title, command, arguments: [uri.toString(), ...rest] },
      });
      const time = times.get(name);
      return [
        lens('▶ Run', RUN, name),
        ...(time
          ? [
              lens(
                `Open result of ${moment(time)}${staleWords(stale?.get(name))}`,
                OPEN_RESULT,
                name,
              ),
            ]
          : []),
        ...(i === 0 && analyses.length > 1 ? [lens('Run all', RUN_ALL)] : []),
      ];
    });
  }
}

/** ` (stale: n_perm 1,000 → 10,000 and 2 more)`; empty for a result that is up to date. */
function staleWords(reasons: readonly string[] = []): string {
  const [first, ...more] = reasons;
  if (first === undefined) return '';
  return ` (stale: ${first}${more.length > 0 ? ` and ${more.length} more` : ''})`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `14:05` for today, else `2026-03-01 14:05`: the clock of this machine. */
function moment(time: Date, now = new Date()): string {
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  if (time.toDateString() === now.toDateString()) return clock;
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`;
}
