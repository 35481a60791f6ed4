// The data view and its actions against a pretended editor and server.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Nispace } from '../../../client/extension/context.js';
import type {
  DataNode,
  DataProgress,
  FetchDataOutcome,
  FetchDataParams,
} from '../../../server/protocol.js';
import { dataNode } from './data-node.js';

class Emitter {
  readonly listeners: (() => void)[] = [];
  event = (listener: () => void) => void this.listeners.push(listener);
  fire(): void {
    this.listeners.forEach((listener) => listener());
  }
  dispose(): void {
    this.listeners.length = 0;
  }
}

const shown = {
  dialogs: [] as { message: string; detail: string; buttons: string[] }[],
  whispers: [] as string[],
  warnings: [] as string[],
  progress: [] as { message?: string; increment?: number }[],
  commands: [] as unknown[][],
};
/** The button pressed in the next dialogs; undefined closes them. */
let press: string | undefined;
const token = { isCancellationRequested: false };
const view = { message: '', dispose: () => undefined };

const modal = (message: string, options: unknown, ...buttons: string[]) => {
  if (typeof options !== 'object') {
    shown.warnings.push(message);
    return Promise.resolve(undefined);
  }
  const { detail = '' } = options as { detail?: string };
  shown.dialogs.push({ message, detail, buttons });
  return Promise.resolve(buttons.find((button) => button === press));
};

vi.doMock('vscode', () => ({
  EventEmitter: Emitter,
  ProgressLocation: { Notification: 15 },
  TreeItemCollapsibleState: { None: 0, Collapsed: 1 },
  TreeItem: class {
    constructor(
      readonly label: string,
      readonly collapsibleState: number,
    ) {}
  },
  ThemeIcon: class {
    constructor(readonly id: string) {}
  },
  MarkdownString: class {
    constructor(readonly value: string) {}
  },
  Uri: { file: (path: string) => ({ path }) },
  commands: {
    executeCommand: (...args: unknown[]) => Promise.resolve(void shown.commands.push(args)),
  },
  languages: {},
  window: {
    createTreeView: () => view,
    showInformationMessage: modal,
    showWarningMessage: modal,
    setStatusBarMessage: (message: string) => void shown.whispers.push(message),
    withProgress: (_: unknown, work: (report: unknown, token: unknown) => unknown) =>
      work({ report: (value: object) => shown.progress.push(value) }, token),
  },
}));
const { DataView } = await import('../../../client/extension/data-view.js');
const { DataTree } = await import('../../../client/extension/data-tree.js');
const { fetchNamed, fetchNode, removeNode, revealNode } =
  await import('../../../client/extension/data-actions.js');

type Answers = Record<string, (params: never) => unknown>;

/** A server that answers as told and remembers what it was asked. */
function makeServer(answers: Answers) {
  const asked: [method: string, params: unknown][] = [];
  const listeners = new Map<string, (news: never) => void>();
  const server = {
    request: async (method: string, params: never) => {
      asked.push([method, params]);
      return Promise.resolve(answers[method]?.(params));
    },
    on: (method: string, listener: (news: never) => void) => {
      listeners.set(method, listener);
      return { dispose: () => void listeners.delete(method) };
    },
  } as unknown as Nispace['server'];
  const tell = (method: string, news: unknown): void => listeners.get(method)?.(news as never);
  return { server, asked, tell };
}

const app = (server: Nispace['server'], busy = new Set<string>()): Nispace =>
  ({ server, data: { busy, downloads: '/data' }, log: { show: () => undefined } }) as never;

const licence = { item: 'pet', licence: 'CC BY-NC 4.0', citations: [] };
const done: FetchDataOutcome = { status: 'done', files: 3, bytes: 2000, left: 0, warnings: [] };
/** Asks for a licence until it is accepted. */
const licensed =
  (outcome: FetchDataOutcome = done) =>
  ({ accept }: FetchDataParams): FetchDataOutcome =>
    accept?.includes('pet')
      ? outcome
      : { status: 'licences', licences: [licence], files: 3, bytes: 2000, folder: '/data' };

beforeEach(() => {
  Object.values(shown).forEach((list) => list.splice(0));
  [press, token.isCancellationRequested, view.message] = [undefined, false, ''];
});

describe('the tree', () => {
  const list = { nodes: [dataNode({ hasChildren: true })], downloads: '/data', offline: false };

  it('asks level by level and shows what the server tells', async () => {
    const { server, asked } = makeServer({ 'nispace/data': () => list });
    const tree = new DataTree(server, () => undefined, vi.fn());
    const [node] = await tree.getChildren();
    await tree.getChildren(node);
    expect(asked.map(([, params]) => params)).toEqual([{ id: null }, { id: 'dataset/pet' }]);
    expect(tree.getTreeItem(node!)).toMatchObject({
      id: 'dataset/pet',
      label: 'pet',
      collapsibleState: 1,
      description: 'CC BY 4.0 · to be downloaded',
      iconPath: { id: 'cloud' },
      contextValue: 'data',
    });
    expect(tree.getTreeItem(dataNode()).collapsibleState).toBe(0);
  });

  it('says above the tree where downloads go, and when it is offline', async () => {
    let offline = false;
    const { server, tell } = makeServer({ 'nispace/data': () => ({ ...list, offline }) });
    const data = new DataView(server, { line: vi.fn() });
    const tree = (data as unknown as { tree: InstanceType<typeof DataTree> }).tree;
    const redrawn = vi.fn();
    tree.onDidChangeTreeData(redrawn);
    await tree.getChildren();
    expect(view.message).toBe('Downloads go to /data');
    offline = true;
    await tree.getChildren();
    expect(view.message).toMatch(/^Offline/);
    tell('nispace/dataChanged', null);
    expect(redrawn).toHaveBeenCalledTimes(1);
  });

  it('looks at the disk again when it is refreshed', async () => {
    const { server, asked } = makeServer({ 'nispace/data': () => list });
    await new DataView(server, { line: vi.fn() }).refresh();
    expect(asked).toEqual([['nispace/data', { id: null, fresh: true }]]);
  });

  it('is empty with the reason above it when the library cannot be read', async () => {
    const { server } = makeServer({
      'nispace/data': () => {
        throw new Error('The folder /data cannot be read.');
      },
    });
    const line = vi.fn();
    const data = new DataView(server, { line });
    const tree = (data as unknown as { tree: InstanceType<typeof DataTree> }).tree;
    expect(await tree.getChildren()).toEqual([]);
    expect(view.message).toBe('The folder /data cannot be read.');
    expect(line).toHaveBeenCalledTimes(1);
  });
});

describe('fetching', () => {
  it('shows the licence, and downloads once it is accepted', async () => {
    press = 'Download';
    const { server, asked } = makeServer({ 'nispace/fetchData': licensed() });
    await fetchNode(app(server), dataNode());
    expect(shown.dialogs).toEqual([
      {
        message: 'Download pet?',
        detail: '3 files, 2.0 kB, into /data\n\npet: CC BY-NC 4.0.',
        buttons: ['Download'],
      },
    ]);
    expect(asked.map(([, params]) => (params as FetchDataParams).accept)).toEqual([null, ['pet']]);
    expect(shown.whispers).toEqual(['NiSpace: pet is here: 3 files, 2.0 kB downloaded']);
  });

  it('does nothing when the dialog is closed', async () => {
    const { server, asked } = makeServer({ 'nispace/fetchData': licensed() });
    await fetchNode(app(server), dataNode());
    expect(asked).toHaveLength(1);
    expect(shown.whispers).toEqual([]);
  });

  it('asks nothing for a few files whose licence is known, but for many', async () => {
    const plan = (files: number) => ({
      status: 'licences',
      ...{ licences: [], files, bytes: null, folder: '/data' },
    });
    for (const [files, dialogs, requests] of [
      [3, 0, 2],
      [200, 1, 1],
    ] as const) {
      shown.dialogs.length = 0;
      const { server, asked } = makeServer({
        'nispace/fetchData': ({ accept }: FetchDataParams) => (accept ? done : plan(files)),
      });
      await fetchNamed(app(server), 'pet Glasser');
      expect([shown.dialogs.length, asked.length]).toEqual([dialogs, requests]);
      expect(asked[0]?.[1]).toMatchObject({ what: { names: 'pet Glasser' } });
    }
    expect(shown.dialogs[0]?.detail).toBe('200 files, into /data');
  });

  it('reports the progress of its own task only', async () => {
    press = 'Download';
    const progress: Omit<DataProgress, 'taskId'> = {
      ...{ filesDone: 1, filesTotal: 2, bytesDone: 500, bytesTotal: 1000 },
    };
    const made = makeServer({
      'nispace/fetchData': (params: FetchDataParams) => {
        made.tell('nispace/dataProgress', { taskId: params.taskId, ...progress });
        made.tell('nispace/dataProgress', { taskId: 'another', ...progress, bytesDone: 900 });
        return licensed()(params);
      },
    });
    await fetchNode(app(made.server), dataNode());
    expect(shown.progress).toEqual([
      { message: '1 of 2 files, 500 bytes of 1.0 kB', increment: 50 },
    ]);
  });

  it('whispers when it was cancelled, and shows no error', async () => {
    press = 'Download';
    const { server } = makeServer({ 'nispace/fetchData': licensed({ status: 'cancelled' }) });
    await fetchNode(app(server), dataNode());
    expect(shown.whispers[0]).toContain('cancelled');
    expect(shown.warnings).toEqual([]);
  });

  it('tells warnings in one message, and hands errors to the command', async () => {
    press = 'Download';
    const warned = { ...done, warnings: ['a could not be checked.', 'b too', 'c too'] };
    await fetchNode(app(makeServer({ 'nispace/fetchData': licensed(warned) }).server), dataNode());
    expect(shown.warnings).toEqual(['a could not be checked. And 2 more.']);
    const broken = makeServer({ 'nispace/fetchData': () => Promise.reject(new Error('refused')) });
    const busy = new Set<string>();
    await expect(fetchNode(app(broken.server, busy), dataNode())).rejects.toThrow('refused');
    expect(busy.size).toBe(0);
  });

  it('does not download the same thing twice at once', async () => {
    const { server, asked } = makeServer({ 'nispace/fetchData': licensed() });
    const busy = new Set([JSON.stringify({ id: 'dataset/pet' })]);
    await fetchNode(app(server, busy), dataNode());
    expect(asked).toEqual([]);
    expect(shown.whispers).toEqual(['NiSpace: pet is being downloaded already']);
  });
});

describe('removing and revealing', () => {
  const here: DataNode = dataNode({
    presence: 'here',
    removable: { files: 2, bytes: 3000 },
    path: '/data/reference/pet/ref.yaml',
  });

  it('asks with number and size, and removes on a yes only', async () => {
    const { server, asked } = makeServer({
      'nispace/removeData': () => ({ files: 2, bytes: 3000 }),
    });
    await removeNode(app(server), here);
    expect(asked).toEqual([]);
    press = 'Remove';
    await removeNode(app(server), here);
    expect(asked).toEqual([['nispace/removeData', { id: 'dataset/pet' }]]);
    expect(shown.dialogs[0]?.detail).toContain('2 files, 3.0 kB, in /data');
    expect(shown.whispers).toEqual(['NiSpace: pet removed, 2 files, 3.0 kB freed']);
  });

  it('shows a file in its folder', async () => {
    const { server } = makeServer({});
    await revealNode(app(server), here);
    expect(shown.commands).toEqual([['revealFileInOS', { path: '/data/reference/pet/ref.yaml' }]]);
    await revealNode(app(server), dataNode());
    expect(shown.commands).toHaveLength(1);
  });

  it('does nothing when it is called without a node', async () => {
    const { server, asked } = makeServer({});
    await fetchNode(app(server), undefined);
    await removeNode(app(server), undefined);
    expect(asked).toEqual([]);
  });
});
