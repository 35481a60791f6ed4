// The run command against a pretended editor and server: what the reader sees for each way a run can end.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Nispace } from '../../../client/extension/context.js';
import type { RunOutcome, RunProgress } from '../../../server/protocol.js';
import { root } from '../../shared.js';

class Source {
  private readonly listeners: (() => void)[] = [];
  token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void) => {
      this.listeners.push(listener);
      return { dispose: () => undefined };
    },
  };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.listeners.forEach((listener) => listener());
  }
  dispose(): void {
    this.listeners.length = 0;
  }
}

const shown = {
  errors: [] as string[],
  infos: [] as string[],
  whispers: [] as string[],
  progress: [] as { message?: string; increment?: number }[],
};
/** The button pressed in the next dialogs. */
let press: string | undefined;
const notification = { source: new Source() };
const document = { languageId: 'nsp', uri: { toString: () => 'file:///pain.nsp' } };

class Uri {}
vi.doMock('vscode', () => ({
  CancellationTokenSource: Source,
  ProgressLocation: { Notification: 15 },
  ViewColumn: { Beside: -2, One: 1 },
  Uri,
  commands: { executeCommand: () => Promise.resolve([]) },
  workspace: {
    openTextDocument: () => Promise.resolve(document),
    asRelativePath: () => 'pain.nsp',
  },
  window: {
    activeTextEditor: { document, selection: { active: {} } },
    visibleTextEditors: [],
    showErrorMessage: (message: string) => Promise.resolve(void shown.errors.push(message)),
    showInformationMessage: (message: string) => {
      shown.infos.push(message);
      return Promise.resolve(press);
    },
    setStatusBarMessage: (message: string) => void shown.whispers.push(message),
    withProgress: (_: unknown, work: (report: unknown, token: unknown) => unknown) => {
      notification.source = new Source();
      return work(
        { report: (value: { message?: string; increment?: number }) => shown.progress.push(value) },
        notification.source.token,
      );
    },
  },
}));
vi.doMock('../../../client/extension/results-panel.js', () => ({}));
const { runOne, runAll } = await import('../../../client/extension/run.js');
const { commandTable } = await import('../../../client/extension/commands.js');

const outcome = (status: RunOutcome['status'], message: string | null = null): RunOutcome => ({
  analysis: 'PainReceptors',
  status,
  message,
  folder: status === 'done' || status === 'stored' ? '/results/PainReceptors' : null,
  seconds: 1,
  licences: [],
});

/** An app whose server answers as told; `requests` and `opened` record what happened. */
function makeApp(
  answer: (
    params: { runId: string; force: boolean; analyses: string[] | null },
    token: Source['token'],
    tell: (progress: RunProgress) => void,
  ) => Promise<RunOutcome[]>,
) {
  const opened: string[] = [];
  const accepted: string[][] = [];
  const active: unknown[] = [];
  const listeners: ((progress: RunProgress) => void)[] = [];
  const app = {
    server: {
      request: (method: string, params: never, token: Source['token']) => {
        if (method === 'nispace/acceptLicences') {
          accepted.push((params as { items: string[] }).items);
          return Promise.resolve(null);
        }
        return method === 'nispace/run'
          ? answer(params, token, (progress) => listeners.forEach((listener) => listener(progress)))
          : Promise.resolve([
              { name: 'PainReceptors', kind: 'colocalization', line: 3, runnable: true },
            ]);
      },
      on: () => ({ dispose: () => undefined }),
      onProgress: (listener: (progress: RunProgress) => void) => {
        listeners.push(listener);
        return { dispose: () => listeners.splice(0) };
      },
    },
    status: {
      runs: active,
      begin: (run: unknown) => active.push(run),
      say: () => undefined,
      end: () => active.splice(0),
    },
    panels: { open: (folder: string) => opened.push(folder) },
    log: { show: () => undefined },
  } as unknown as Nispace;
  return { app, opened, active, accepted };
}

beforeEach(() => {
  Object.values(shown).forEach((list) => list.splice(0));
  press = undefined;
});

describe('running an analysis from the editor', () => {
  it('opens the panel of a finished analysis and says nothing else', async () => {
    const { app, opened, active } = makeApp(() => Promise.resolve([outcome('done')]));
    await runOne(app, undefined, 'PainReceptors', false);
    expect(opened).toEqual(['/results/PainReceptors']);
    expect([shown.errors, shown.infos, shown.whispers]).toEqual([[], [], []]);
    expect(active).toEqual([]);
  });

  it('runs the only analysis there is when none is named', async () => {
    const asked: (string[] | null)[] = [];
    const { app } = makeApp(({ analyses }) => {
      asked.push(analyses);
      return Promise.resolve([outcome('done')]);
    });
    await runOne(app, undefined, undefined, false);
    await runAll(app, undefined);
    expect(asked).toEqual([['PainReceptors'], null]);
  });

  it('reports only the progress of its own run', async () => {
    const { app } = makeApp(({ runId }, _token, tell) => {
      const progress = {
        runId,
        analysis: 'PainReceptors',
        alongside: 0,
        stage: 'Reading data',
        done: 0,
        total: 0,
        unit: '',
        fraction: 0.5,
        secondsLeft: null,
      };
      tell(progress);
      tell({ ...progress, runId: 'another', stage: 'Foreign' });
      return Promise.resolve([outcome('done')]);
    });
    await runOne(app, undefined, 'PainReceptors', false);
    expect(shown.progress.map(({ message }) => message)).toEqual([
      'PainReceptors: starting',
      'PainReceptors: reading data',
    ]);
    expect(shown.progress[1]?.increment).toBe(50);
  });

  it('shows a failure as an error that names the analysis', async () => {
    const { app, opened } = makeApp(() =>
      Promise.resolve([outcome('failed', 'pain.nii.gz is not a NIfTI file.')]),
    );
    await runOne(app, undefined, 'PainReceptors', false);
    expect(shown.errors).toEqual(['PainReceptors: pain.nii.gz is not a NIfTI file.']);
    expect(opened).toEqual([]);
  });

  it('whispers when the reader cancelled, and shows no error', async () => {
    const { app } = makeApp(
      (_params, token) =>
        new Promise((_, reject) => {
          token.onCancellationRequested(() => reject(new Error('Request cancelled')));
          queueMicrotask(() => notification.source.cancel());
        }),
    );
    await runOne(app, undefined, 'PainReceptors', false);
    expect(shown.errors).toEqual([]);
    expect(shown.whispers).toEqual(['NiSpace: PainReceptors cancelled']);
  });

  it('tells when the server broke down', async () => {
    const { app, active } = makeApp(() => Promise.reject(new Error('connection closed')));
    await runOne(app, undefined, 'PainReceptors', false);
    expect(shown.errors).toEqual(['NiSpace could not run PainReceptors: connection closed']);
    expect(active).toEqual([]);
  });

  it('does not start the same work twice at once', async () => {
    let runs = 0;
    let finish: (outcomes: RunOutcome[]) => void = () => undefined;
    const { app } = makeApp(() => {
      runs += 1;
      return new Promise((resolve) => (finish = resolve));
    });
    const first = runOne(app, undefined, 'PainReceptors', false);
    await vi.waitFor(() => expect(runs).toBe(1));
    await runOne(app, undefined, 'PainReceptors', false);
    finish([outcome('done')]);
    await first;
    expect(runs).toBe(1);
    expect(shown.whispers).toEqual(['NiSpace: this is running already']);
  });
});

describe('a run that must download something first', () => {
  const licence = { item: 'pet', licence: 'CC BY-NC 4.0', citations: [] };
  const needy: RunOutcome = { ...outcome('failed', 'not accepted'), licences: [licence] };
  const dependent: RunOutcome = { ...outcome('failed', 'no result'), analysis: 'After' };

  it('shows the licences, and runs again once they are accepted', async () => {
    press = 'Download and run';
    const asked: (string[] | null)[] = [];
    const { app, opened, accepted } = makeApp(({ analyses }) => {
      asked.push(analyses);
      return Promise.resolve(accepted.length > 0 ? [outcome('done')] : [needy, dependent]);
    });
    await runAll(app, undefined);
    expect(shown.infos).toHaveLength(1);
    expect(accepted).toEqual([['pet']]);
    expect(asked).toEqual([null, ['PainReceptors', 'After']]);
    expect(opened).toEqual(['/results/PainReceptors']);
    expect(shown.errors).toEqual([]);
  });

  it('is left alone when the dialog is closed; what failed for another reason is told', async () => {
    let runs = 0;
    const { app, accepted, active } = makeApp(() => {
      runs += 1;
      return Promise.resolve([needy, dependent]);
    });
    await runAll(app, undefined);
    expect([runs, accepted, active]).toEqual([1, [], []]);
    expect(shown.errors).toEqual(['After: no result']);
    expect(shown.whispers[0]).toContain('nothing was downloaded');
  });
});

describe('the manifest', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    contributes: { commands: { command: string }[]; menus: Record<string, { command: string }[]> };
    activationEvents: string[];
  };

  it('declares every command that is registered, and no other', () => {
    const declared = manifest.contributes.commands.map(({ command }) => command);
    expect(declared.toSorted()).toEqual(Object.keys(commandTable).toSorted());
    for (const entry of Object.values(manifest.contributes.menus).flat())
      expect(declared).toContain(entry.command);
  });

  it('wakes for .nsp files and for restored panels, never at start-up', () => {
    expect(manifest.activationEvents).toEqual([
      'onLanguage:nsp',
      'onWebviewPanel:nispace.results',
      'onWebviewPanel:nispace.comparison',
    ]);
  });
});
