// The results view, its actions, and the panels that compare, against a pretended editor and server.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Nispace } from '../../../client/extension/context.js';
import {
  contextOf,
  descriptionOf,
  durationText,
  iconOf,
  momentText,
  tooltipOf,
  type ResultNode,
} from '../../../client/extension/results-words.js';
import { folderOf, pairOf } from '../../../client/extension/panel-state.js';
import type { StoredRun, StoredRuns } from '../../../server/protocol.js';

const shown = {
  dialogs: [] as { message: string; detail: string }[],
  infos: [] as string[],
  picks: [] as { title: string; labels: string[] }[],
};
/** The button pressed in dialogs, and the index picked of lists. */
let press: string | undefined;
let pick: number[] = [];
const disk: Record<'change' | 'create' | 'delete', () => void> = {
  ...{ change: () => undefined, create: () => undefined, delete: () => undefined },
};
const panel = {
  title: 'Compare Pain',
  posted: [] as unknown[],
  receive: (_: unknown): unknown => undefined,
  disposed: false,
  dispose: () => void (panel.disposed = true),
  onDidDispose: () => undefined,
  webview: {
    cspSource: 'vscode:',
    html: '',
    options: {},
    asWebviewUri: (uri: { path: string }) => uri.path,
    postMessage: (message: unknown) => Promise.resolve(panel.posted.push(message)),
    onDidReceiveMessage: (listener: (message: unknown) => unknown) =>
      void (panel.receive = listener),
  },
};

vi.doMock('vscode', () => ({
  EventEmitter: class {
    listeners: (() => void)[] = [];
    event = (listener: () => void) => void this.listeners.push(listener);
    fire = (): void => this.listeners.forEach((listener) => listener());
    dispose = (): void => undefined;
  },
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  ViewColumn: { Active: -1 },
  TreeItem: class {
    constructor(
      readonly label: string,
      readonly collapsibleState: number,
    ) {}
  },
  ThemeIcon: class {
    constructor(readonly id: string) {}
  },
  Uri: {
    file: (path: string) => ({ path }),
    parse: (text: string) => ({ path: text.replace('file://', '') }),
    joinPath: (base: { path: string }, ...parts: string[]) => ({
      path: [base.path, ...parts].join('/'),
    }),
  },
  commands: { executeCommand: () => Promise.resolve() },
  languages: {},
  workspace: {
    findFiles: () => Promise.resolve([{ toString: () => 'file:///study/pain.nsp' }]),
    textDocuments: [
      { languageId: 'nsp', uri: { scheme: 'file', toString: () => 'file:///other/open.nsp' } },
      { languageId: 'nsp', uri: { scheme: 'untitled', toString: () => 'untitled:1' } },
    ],
    asRelativePath: ({ path }: { path: string }) => path.replace('/study/', ''),
    createFileSystemWatcher: () => ({
      onDidChange: (listener: () => void) => (disk.change = listener),
      onDidCreate: (listener: () => void) => (disk.create = listener),
      onDidDelete: (listener: () => void) => (disk.delete = listener),
      dispose: () => undefined,
    }),
  },
  window: {
    createTreeView: () => ({ dispose: () => undefined, selection: [] }),
    createWebviewPanel: () => panel,
    showInformationMessage: (message: string) => Promise.resolve(void shown.infos.push(message)),
    showWarningMessage: (message: string, { detail }: { detail: string }) => {
      shown.dialogs.push({ message, detail });
      return Promise.resolve(press);
    },
    showQuickPick: (
      items: { label: string; description: string }[],
      { title }: { title: string },
    ) => {
      shown.picks.push({ title, labels: items.map(({ label }) => label) });
      return Promise.resolve(items[pick.shift() ?? -1]);
    },
    setStatusBarMessage: () => undefined,
    showErrorMessage: () => undefined,
  },
}));
const { ResultsTree } = await import('../../../client/extension/results-tree.js');
const { ResultsView } = await import('../../../client/extension/results-view.js');
const { Comparisons } = await import('../../../client/extension/comparisons.js');
const { compareRuns, deleteRuns, openRun, pinRuns } =
  await import('../../../client/extension/results-actions.js');

const stored = (changes: Partial<StoredRun> = {}): StoredRun => ({
  ...{ folder: '/r/Pain', key: 'k', analysis: 'Pain', kind: 'colocalization' },
  ...{ started: '2026-03-01T12:00:00.000Z', seconds: 1.2, seed: 42, seedDrawn: false },
  ...{ permutations: 10000, pinned: false, newest: true, stale: [] },
  ...changes,
});
const old = stored({
  folder: '/r/.history/Pain/1',
  key: 'old',
  started: '2026-02-01T12:00:00.000Z',
  newest: false,
});
const runNode = (run: StoredRun): ResultNode => ({
  kind: 'run',
  uri: 'file:///study/pain.nsp',
  run,
});
const analysis: StoredRuns = { analysis: 'Pain', inFile: true, runs: [stored(), old] };

function makeServer(answers: Record<string, unknown> = {}) {
  const asked: [method: string, params: unknown][] = [];
  const listeners = new Map<string, () => void>();
  const usual: Record<string, unknown> = {
    'nispace/resultFiles': [{ uri: 'file:///study/pain.nsp', analyses: 1, runs: 2 }],
    'nispace/runs': [analysis],
  };
  return {
    asked,
    tell: (method: string) => listeners.get(method)?.(),
    server: {
      request: (method: string, params: unknown) => {
        asked.push([method, params]);
        const answer = answers[method] ?? usual[method] ?? null;
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      on: (method: string, listener: () => void) => {
        listeners.set(method, listener);
        return { dispose: () => undefined };
      },
    } as unknown as Nispace['server'],
  };
}

function makeApp(server: Nispace['server']) {
  const opened: string[] = [];
  const closed: string[] = [];
  const compared: [StoredRun, StoredRun][] = [];
  const app = {
    server,
    panels: {
      open: (folder: string) => opened.push(folder),
      close: (folder: string) => closed.push(folder),
    },
    comparisons: { open: (a: StoredRun, b: StoredRun) => compared.push([a, b]) },
    results: { tree: new ResultsTree(server, () => undefined) },
  } as unknown as Nispace;
  return { app, opened, closed, compared };
}

beforeEach(() => {
  Object.values(shown).forEach((list) => list.splice(0));
  [press, pick] = [undefined, []];
  panel.posted.length = 0;
  panel.disposed = false;
});

describe('the tree', () => {
  it('lists files of the workspace and of editors, their analyses, and their runs', async () => {
    const { server, asked } = makeServer();
    const tree = new ResultsTree(server, () => undefined);
    const [file] = await tree.getChildren();
    expect(asked[0]).toEqual([
      'nispace/resultFiles',
      { uris: ['file:///other/open.nsp', 'file:///study/pain.nsp'] },
    ]);
    expect(tree.getTreeItem(file!)).toMatchObject({
      label: 'pain.nsp',
      description: '2 runs',
      collapsibleState: 2,
    });
    const [node] = await tree.getChildren(file);
    expect(tree.getTreeItem(node!)).toMatchObject({ label: 'Pain', description: '2 runs' });
    const runs = await tree.getChildren(node);
    expect(runs).toHaveLength(2);
    expect(tree.getTreeItem(runs[0]!)).toMatchObject({
      command: { command: 'nispace.results.open', arguments: [runs[0]] },
      contextValue: 'run loose',
      collapsibleState: 0,
    });
  });

  it('is empty, so that its welcome shows, when the list cannot be had', async () => {
    const failures: unknown[] = [];
    const tree = new ResultsTree(
      makeServer({ 'nispace/resultFiles': new Error('no') }).server,
      (error) => failures.push(error),
    );
    expect(await tree.getChildren()).toEqual([]);
    expect(failures).toHaveLength(1);
  });

  it('is drawn anew when the server says so, which it is told of changes on disk', async () => {
    vi.useFakeTimers();
    const { server, asked, tell } = makeServer();
    const view = new ResultsView(server, { line: () => undefined });
    let drawn = 0;
    view.tree.onDidChangeTreeData(() => (drawn += 1));
    tell('nispace/resultsChanged');
    expect(drawn).toBe(1);
    for (let i = 0; i < 20; i++) disk.change();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked.filter(([method]) => method === 'nispace/filesChanged')).toHaveLength(1);
    vi.useRealTimers();
    view.dispose();
  });
});

describe('the words', () => {
  it('say what is unusual first', () => {
    expect(descriptionOf(runNode(stored()))).toBe('10,000 permutations · seed 42 · 1.2 s');
    expect(descriptionOf(runNode(stored({ pinned: true, stale: ['n_perm 1 → 2'] })))).toBe(
      'pinned · stale: n_perm 1 → 2 · 10,000 permutations · seed 42 · 1.2 s',
    );
    const gone: ResultNode = {
      kind: 'analysis',
      uri: 'u',
      analysis: { ...analysis, inFile: false },
    };
    expect(descriptionOf(gone)).toBe('no longer in the file · 2 runs');
  });

  it('have a sign for each state', () => {
    const signs = [{}, { stale: ['x'] }, { newest: false }, { pinned: true }].map((change) =>
      iconOf(runNode(stored(change))),
    );
    expect(signs).toEqual(['pass', 'warning', 'history', 'pinned']);
    expect(contextOf(runNode(stored({ pinned: true })))).toBe('run pinned');
  });

  it('count time as people do', () => {
    const now = new Date(2026, 2, 1, 15, 0);
    expect(momentText(new Date(2026, 2, 1, 9, 5, 7).toISOString(), now)).toBe('09:05:07');
    expect(momentText(new Date(2025, 11, 24, 9, 5).toISOString(), now)).toBe('2025-12-24 09:05');
    expect(momentText('no date')).toBe('no date');
    expect([0.4, 42, 600, 7200].map(durationText)).toEqual(['0.4 s', '42 s', '10 min', '2.0 h']);
    expect(tooltipOf(runNode(old))).toContain('A former run');
  });
});

describe('comparing', () => {
  it('two selected runs puts the older one first', async () => {
    const { app, compared } = makeApp(makeServer().server);
    const nodes = [runNode(stored()), runNode(old)];
    await compareRuns(app, nodes[0], nodes);
    expect(compared).toEqual([[old, stored()]]);
    await compareRuns(app, nodes[0], [...nodes, runNode(stored({ folder: '/r/Third' }))]);
    expect(shown.infos).toEqual(['Select two runs to compare them.']);
  });

  it('one run asks with which, those of its analysis first', async () => {
    const other = stored({ folder: '/r/Other', analysis: 'Other', key: 'o' });
    const runs = [{ ...analysis, analysis: 'Other', runs: [other] }, analysis];
    const { app, compared } = makeApp(makeServer({ 'nispace/runs': runs }).server);
    pick = [0];
    await compareRuns(app, runNode(stored()), undefined);
    expect(shown.picks[0]?.labels).toEqual(['Pain', 'Other']);
    expect(compared).toEqual([[old, stored()]]);
  });

  it('says when there is no other run, and does nothing when the reader backs out', async () => {
    const alone = makeApp(
      makeServer({ 'nispace/runs': [{ ...analysis, runs: [stored()] }] }).server,
    );
    await compareRuns(alone.app, runNode(stored()), undefined);
    expect(shown.infos[0]).toContain('no other run');
    const { app, compared } = makeApp(makeServer().server);
    await compareRuns(app, undefined, undefined);
    expect(compared).toEqual([]);
  });
});

describe('runs', () => {
  it('open, and are pinned together when several are selected', async () => {
    const { server, asked } = makeServer();
    const { app, opened } = makeApp(server);
    openRun(app, runNode(old));
    expect(opened).toEqual([old.folder]);
    const nodes = [runNode(stored()), runNode(old)];
    await pinRuns(app, nodes[1], nodes, true);
    expect(asked).toEqual([
      ['nispace/pin', { folder: '/r/Pain', pinned: true }],
      ['nispace/pin', { folder: old.folder, pinned: true }],
    ]);
  });

  it('are deleted after a question, the newest last', async () => {
    const { server, asked } = makeServer();
    const { app, closed } = makeApp(server);
    const nodes = [runNode(stored({ pinned: true })), runNode(old)];
    await deleteRuns(app, nodes[0], nodes);
    expect(asked).toEqual([]);
    expect(shown.dialogs[0]?.message).toBe('Delete these 2 runs?');
    expect(shown.dialogs[0]?.detail).toContain('One of them is pinned.');
    press = 'Delete';
    await deleteRuns(app, nodes[0], nodes);
    expect(asked.map(([, params]) => (params as { folder: string }).folder)).toEqual([
      old.folder,
      '/r/Pain',
    ]);
    expect(closed).toEqual([old.folder]);
  });
});

describe('a panel that compares', () => {
  const results: Record<string, { key: string; analysis: string }> = {
    k: { key: 'k', analysis: 'Pain' },
    old: { key: 'old', analysis: 'Pain' },
  };
  const server = {
    request: (method: string, { key, folder }: { key: string; folder: string }) =>
      Promise.resolve(
        method === 'nispace/runFolder' ? { folder: `${folder}/moved` } : results[key],
      ),
  } as unknown as Nispace['server'];

  it('reads both runs by their keys, wherever they lie, and opens either', async () => {
    const opened: string[] = [];
    const comparisons = new Comparisons({ path: '/root' } as never, server, {
      open: (folder) => void opened.push(folder),
    });
    comparisons.open(old, stored());
    expect(panel.webview.html).toContain('/root/dist/webview/compare.js');
    panel.receive({ type: 'ready' });
    await vi.waitFor(() =>
      expect(panel.posted).toEqual([{ type: 'results', a: results['old'], b: results['k'] }]),
    );
    panel.receive({ type: 'openRun', which: 'b' });
    await vi.waitFor(() => expect(opened).toEqual(['/r/Pain/moved']));
  });

  it('comes back after a reload, and says when a run is gone', async () => {
    const comparisons = new Comparisons({ path: '/root' } as never, server, {
      open: () => undefined,
    });
    const state = { a: { folder: '/r/A', key: 'k' }, b: { folder: '/r/B', key: 'gone' } };
    results['gone'] = { key: 'another', analysis: 'Pain' };
    await comparisons.deserializeWebviewPanel(panel as never, state);
    panel.receive({ type: 'ready' });
    await vi.waitFor(() => expect(panel.posted).toHaveLength(1));
    expect(panel.posted[0]).toMatchObject({ type: 'failed' });
    expect((panel.posted[0] as { message: string }).message).toContain('/r/B');
    await comparisons.deserializeWebviewPanel(panel as never, { a: 1 });
    expect(panel.disposed).toBe(true);
  });

  it('knows its own state only', () => {
    expect(pairOf({ a: { folder: '/a', key: 'k' }, b: { folder: '/b', key: 'l' } })).not.toBeNull();
    expect([null, {}, { a: { folder: '/a' }, b: {} }].map(pairOf)).toEqual([null, null, null]);
    expect(folderOf({ folder: '/a' })).toBe('/a');
  });
});
