// What one does in the data view: fetch, remove, show on disk. Each asks first where something is licensed, large or lost.
import { randomUUID } from 'node:crypto';
import {
  ProgressLocation,
  Uri,
  commands,
  window,
  type CancellationToken,
  type Progress,
} from 'vscode';
import {
  DataProgressNotification,
  FetchDataRequest,
  RemoveDataRequest,
  type DataNode,
  type FetchDataOutcome,
  type FetchDataParams,
} from '../../server/protocol.js';
import { agrees } from './consent.js';
import type { Nispace } from './context.js';
import { VIEW } from './data-view.js';
import { fetchShare, fetchText, filesText, sizeText } from './data-words.js';
import { tellWarning } from './outcomes.js';
import { increment } from './progress-text.js';

/** More files than this are not downloaded without a question. */
const MANY = 60;
const DOWNLOAD = 'Download';
const REMOVE = 'Remove';

type What = FetchDataParams['what'];
type Report = Progress<{ message?: string; increment?: number }>;

/** *Fetch* at a node. */
export async function fetchNode(app: Nispace, node: unknown): Promise<void> {
  if (isNode(node)) await fetchWhat(app, { id: node.id }, node.label);
}

/** The offer at a place in a file whose data are not here. @param names as `nsp data fetch` takes them */
export async function fetchNamed(app: Nispace, names: unknown): Promise<void> {
  if (typeof names === 'string') await fetchWhat(app, { names }, names);
}

async function fetchWhat(app: Nispace, what: What, label: string): Promise<void> {
  const key = JSON.stringify(what);
  const { busy } = app.data;
  if (busy.has(key)) {
    window.setStatusBarMessage(`NiSpace: ${label} is being downloaded already`, 4000);
    return;
  }
  busy.add(key);
  try {
    const accept = await accepted(app, what, label);
    if (accept !== null) tellFetched(app, await follow(app, what, label, accept), label);
  } finally {
    busy.delete(key);
  }
}

/** Shows licences that were not accepted before, and asks before many files; null when the answer is no. */
async function accepted(app: Nispace, what: What, label: string): Promise<string[] | null> {
  const plan = await window.withProgress({ location: { viewId: VIEW } }, () =>
    app.server.request(FetchDataRequest, { what, accept: null, taskId: '' }),
  );
  if (plan.status !== 'licences') return [];
  const { licences, files, bytes, folder } = plan;
  const size = bytes === null ? '' : `, ${sizeText(bytes)}`;
  const question = {
    message: `Download ${label}?`,
    detail: `${filesText(files)}${size}, into ${folder}`,
    ...{ licences, button: DOWNLOAD },
  };
  if ((licences.length > 0 || files > MANY) && !(await agrees(question))) return null;
  return licences.map(({ item }) => item);
}

/** Downloads with progress; the notification's button cancels it. */
async function follow(
  app: Nispace,
  what: What,
  label: string,
  accept: string[],
): Promise<FetchDataOutcome> {
  const title = `NiSpace: downloading ${label}`;
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (report: Report, token: CancellationToken) => {
      const taskId = randomUUID();
      let share = 0;
      const listening = app.server.on(DataProgressNotification, (progress) => {
        if (progress.taskId !== taskId) return;
        const now = fetchShare(progress);
        report.report({ message: fetchText(progress), increment: increment(share, now) });
        share = Math.max(share, now);
      });
      try {
        return await app.server.request(FetchDataRequest, { what, accept, taskId }, token);
      } catch (error) {
        if (token.isCancellationRequested) return { status: 'cancelled' };
        throw error;
      } finally {
        listening.dispose();
      }
    },
  );
}

function tellFetched(app: Nispace, outcome: FetchDataOutcome, label: string): void {
  const say = (text: string): void => void window.setStatusBarMessage(`NiSpace: ${text}`, 8000);
  switch (outcome.status) {
    case 'licences':
      return say(`${label} was not downloaded: its licence has changed meanwhile`);
    case 'cancelled':
      return say(`download of ${label} cancelled; what has come is kept`);
    case 'done': {
      const { files, bytes, warnings } = outcome;
      if (files === 0) return say(`nothing of ${label} was left to download`);
      say(`${label} is here: ${filesText(files)}, ${sizeText(bytes)} downloaded`);
      const [first, ...more] = warnings;
      if (first !== undefined)
        tellWarning(app, more.length > 0 ? `${first} And ${more.length} more.` : first);
    }
  }
}

/** *Remove* at a node: files of the public library in the download folder, after a question. */
export async function removeNode(app: Nispace, node: unknown): Promise<void> {
  if (!isNode(node)) return;
  const { id, label, removable } = node;
  const what = `${filesText(removable.files)}, ${sizeText(removable.bytes)}`;
  const detail = `${what}, in ${app.data.downloads}. Only files of the public data library are removed; they can be downloaded again.`;
  const options = { modal: true, detail };
  const choice = await window.showWarningMessage(`Remove ${label} from disk?`, options, REMOVE);
  if (choice !== REMOVE) return;
  const { files, bytes } = await app.server.request(RemoveDataRequest, { id });
  const text = `NiSpace: ${label} removed, ${filesText(files)}, ${sizeText(bytes)} freed`;
  window.setStatusBarMessage(text, 8000);
}

/** *Reveal in Folder* at a node. */
export async function revealNode(_: Nispace, node: unknown): Promise<void> {
  if (isNode(node) && node.path !== null)
    await commands.executeCommand('revealFileInOS', Uri.file(node.path));
}

/** Menus hand over the node; the palette, from which these commands are hidden, nothing. */
function isNode(value: unknown): value is DataNode {
  return typeof value === 'object' && value !== null && 'id' in value && 'removable' in value;
}
