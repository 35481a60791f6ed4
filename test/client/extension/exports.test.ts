// Saving exports against a pretended editor: the dialog, what is written, and what is said.
import { inflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Server } from '../../../client/extension/server.js';
import { makeResult } from '../webview/fixtures.js';

interface Asked {
  defaultUri?: { fsPath: string };
  filters: Record<string, string[]>;
}
const seen = {
  asked: [] as Asked[],
  written: [] as { path: string; bytes: Buffer }[],
  infos: [] as string[],
  warnings: [] as string[],
  opened: [] as string[],
};
/** Where the dialog is answered with, and the button pressed. */
let place: string | null = null;
let press: string | undefined;
const file = (fsPath: string) => ({ fsPath });

vi.doMock('vscode', () => ({
  Uri: { file },
  commands: {
    executeCommand: (name: string, uri: { fsPath: string }) =>
      Promise.resolve(void seen.opened.push(`${name} ${uri.fsPath}`)),
  },
  env: {
    openExternal: (uri: { fsPath: string }) =>
      Promise.resolve(void seen.opened.push(`external ${uri.fsPath}`)),
  },
  workspace: {
    asRelativePath: ({ fsPath }: { fsPath: string }) => fsPath.split('/').at(-1),
    fs: {
      writeFile: ({ fsPath }: { fsPath: string }, bytes: Uint8Array) =>
        Promise.resolve(void seen.written.push({ path: fsPath, bytes: Buffer.from(bytes) })),
    },
  },
  window: {
    showSaveDialog: (asked: Asked) => {
      seen.asked.push(asked);
      return Promise.resolve(place === null ? undefined : file(place));
    },
    showInformationMessage: (message: string) => {
      seen.infos.push(message);
      return Promise.resolve(press);
    },
    showWarningMessage: (message: string) => Promise.resolve(void seen.warnings.push(message)),
  },
}));
const { saveFigure, saveReport, saveTable } = await import('../../../client/extension/exports.js');

const result = { ...makeResult({ maps: 3 }), file: '/study/pain.nsp' };
const figure = {
  type: 'saveFigure',
  kind: 'chart',
  format: 'svg',
  content: '<svg/>',
  missing: [] as string[],
} as const;

beforeEach(() => {
  for (const list of Object.values(seen)) list.length = 0;
  [place, press] = ['/out/figure', undefined];
});

describe('saving', () => {
  it('proposes a name beside the .nsp file, then beside the last file', async () => {
    place = null;
    await saveFigure(figure, result);
    place = '/out/a.svg';
    await saveFigure(figure, result);
    await saveFigure({ ...figure, kind: 'heatmap' }, result);
    expect(seen.asked.map(({ defaultUri }) => defaultUri?.fsPath)).toEqual([
      '/study/PainReceptors.svg',
      '/study/PainReceptors.svg',
      '/out/PainReceptors-heatmap.svg',
    ]);
    expect(seen.asked[0]!.filters).toEqual({ 'SVG figure': ['svg'] });
  });

  it('writes nothing when the dialog is closed', async () => {
    place = null;
    await saveFigure(figure, result);
    expect([seen.written, seen.infos]).toEqual([[], []]);
  });

  it('writes what the page made, says so, and opens it', async () => {
    press = 'Open';
    await saveFigure({ ...figure, content: new Uint8Array([1, 2, 3]) }, result);
    expect(seen.written).toEqual([{ path: '/out/figure', bytes: Buffer.from([1, 2, 3]) }]);
    expect(seen.infos).toEqual(['Saved figure']);
    await vi.waitFor(() => expect(seen.opened).toEqual(['vscode.open /out/figure']));
  });

  it('says which letters the fonts of PDF lack', async () => {
    await saveFigure({ ...figure, format: 'pdf', missing: ['脳'] }, result);
    expect(seen.warnings[0]).toContain('脳');
  });

  it.each([
    ['csv', 'x,p\na,0.5\nb,\n'],
    ['tsv', 'x\tp\na\t0.5\nb\t\n'],
  ] as const)('writes a table as %s', async (format, text) => {
    const table = {
      headings: ['x', 'p'],
      rows: [
        ['a', 0.5],
        ['b', null],
      ],
    };
    await saveTable({ type: 'saveTable', format, table }, result);
    expect(seen.written[0]!.bytes.toString()).toBe(text);
  });

  it('writes a table as a workbook with the parameters', async () => {
    await saveTable(
      { type: 'saveTable', format: 'xlsx', table: { headings: ['x'], rows: [['a']] } },
      result,
    );
    const { bytes } = seen.written[0]!;
    const at = bytes.indexOf('xl/workbook.xml', 0, 'latin1');
    const length = bytes.readUInt32LE(at - 30 + 18);
    const xml = inflateRawSync(
      bytes.subarray(at + 'xl/workbook.xml'.length).subarray(0, length),
    ).toString();
    expect(xml).toContain('name="Parameters"');
  });

  it('asks the server for nulls and references, and writes the report', async () => {
    const requests: unknown[] = [];
    const request = (method: string, params: { cells: unknown[] }) => {
      if (method === 'nispace/brain')
        return Promise.resolve({ kind: 'none', reason: 'There is no data folder.' });
      requests.push(params);
      return Promise.resolve({
        references: [],
        bibtex: '',
        nulls: params.cells.map(() => [0.1, 0.2, -0.3, 0.05]),
      });
    };
    const server = { request } as unknown as Server;
    await saveReport(server, [{ result, folder: '/results/Pain' }], 'Pain');
    expect(requests).toMatchObject([
      { folder: '/results/Pain', key: result.key, cells: [{ file: 'nulls.npy' }, {}, {}] },
    ]);
    expect(seen.written[0]!.bytes.toString()).toContain('<h1>PainReceptors</h1>');
    const stored = { result, folder: '/results/Pain' };
    await saveReport(server, [stored, stored], 'study');
    expect(seen.asked[1]!.defaultUri!.fsPath).toMatch(/\/study-report\.html$/);
    expect(seen.written[1]!.bytes.toString()).toContain('href="#analysis-2"');
  });
});
