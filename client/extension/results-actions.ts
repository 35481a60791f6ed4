// What one does in the results view: open, compare, pin, delete, show on disk. Deleting asks first.
import { Uri, commands, window } from 'vscode';
import { DeleteResultRequest, PinRequest, type StoredRun } from '../../server/protocol.js';
import type { Nispace } from './context.js';
import { runText, type ResultNode } from './results-words.js';

type RunNode = Extract<ResultNode, { kind: 'run' }>;

const DELETE = 'Delete';

/** *Open* at a run, and a click on it. */
export function openRun(app: Nispace, node: unknown): void {
  if (isRun(node)) app.panels.open(node.run.folder, node.run.analysis);
}

/** *Pin* or *Unpin* at one or several runs. */
export async function pinRuns(
  app: Nispace,
  node: unknown,
  selected: unknown,
  pinned: boolean,
): Promise<void> {
  for (const { run } of runsOf(node, selected))
    await app.server.request(PinRequest, { folder: run.folder, pinned });
}

/** *Delete* at one or several runs, after a question. */
export async function deleteRuns(app: Nispace, node: unknown, selected: unknown): Promise<void> {
  const runs = runsOf(node, selected).map(({ run }) => run);
  const [first] = runs;
  if (!first) return;
  const what = runs.length === 1 ? `this run of ${first.analysis}` : `these ${runs.length} runs`;
  const pinned = runs.filter((run) => run.pinned).length;
  const detail = [
    runs.slice(0, 10).map(runText).join('\n') + (runs.length > 10 ? '\n…' : ''),
    pinned > 0 ? `${pinned === 1 ? 'One of them is' : `${pinned} of them are`} pinned.` : '',
    'Its files are removed from disk. The data it was made from stay.',
  ]
    .filter(Boolean)
    .join('\n\n');
  const choice = await window.showWarningMessage(
    `Delete ${what}?`,
    { modal: true, detail },
    DELETE,
  );
  if (choice !== DELETE) return;
  // The newest of an analysis goes last: an older one takes its folder.
  for (const { folder, newest } of [...runs].sort((a, b) => +a.newest - +b.newest)) {
    await app.server.request(DeleteResultRequest, { folder });
    if (!newest) app.panels.close(folder);
  }
}

/** *Reveal in Folder* at a run. */
export async function revealRun(_: Nispace, node: unknown): Promise<void> {
  if (isRun(node)) await commands.executeCommand('revealFileInOS', Uri.file(node.run.folder));
}

/** *Compare* at two selected runs, *Compare with…* at one; from the palette both are picked. */
export async function compareRuns(app: Nispace, node: unknown, selected: unknown): Promise<void> {
  const chosen = runsOf(node, selected).map(({ run }) => run);
  if (chosen.length > 2) {
    void window.showInformationMessage('Select two runs to compare them.');
    return;
  }
  const first = chosen[0] ?? (await pickRun(app, 'Compare: the first run', null));
  const second =
    first && (chosen[1] ?? (await pickRun(app, `Compare ${nameOf(first)} with`, first)));
  if (!first || !second) return;
  const [a, b] = first.started <= second.started ? [first, second] : [second, first];
  app.comparisons.open(a, b);
}

const nameOf = (run: StoredRun): string => `${run.analysis} of ${runText(run)}`;

/** A run of any file; those of the same analysis stand first. Undefined when the reader backs out. */
async function pickRun(
  app: Nispace,
  title: string,
  other: StoredRun | null,
): Promise<StoredRun | undefined> {
  const runs = (await allRuns(app)).filter(({ folder }) => folder !== other?.folder);
  if (runs.length === 0) {
    void window.showInformationMessage(
      other
        ? 'There is no other run to compare with yet. Change a setting and run again.'
        : 'No results are stored yet. Run an analysis first.',
    );
    return undefined;
  }
  const same = (run: StoredRun): number => Number(run.analysis === other?.analysis);
  const items = [...runs]
    .sort((a, b) => same(b) - same(a))
    .map((run) => ({ label: run.analysis, description: runText(run), detail: run.stale[0], run }));
  const picked = await window.showQuickPick(items, { title, matchOnDescription: true });
  return picked?.run;
}

async function allRuns({ results: { tree } }: Nispace): Promise<StoredRun[]> {
  const files = await tree.files();
  const analyses = await Promise.all(
    files.map(async (file) => (file.kind === 'file' ? tree.analyses(file.file.uri) : [])),
  );
  return analyses.flat().flatMap((node) => (node.kind === 'analysis' ? node.analysis.runs : []));
}

/** The runs a menu is about: all that are selected when the one under the pointer is among them. */
function runsOf(node: unknown, selected: unknown): RunNode[] {
  const many = Array.isArray(selected) ? selected.filter(isRun) : [];
  if (!isRun(node)) return many;
  return many.some(({ run }) => run.folder === node.run.folder) ? many : [node];
}

const isRun = (value: unknown): value is RunNode =>
  typeof value === 'object' && value !== null && 'run' in value && 'uri' in value;
