// Running analyses from the editor: progress with cancel, then the result beside the text, or the error with the way to it.
import { randomUUID } from 'node:crypto';
import {
  CancellationTokenSource,
  ProgressLocation,
  window,
  workspace,
  type CancellationToken,
  type Progress,
  type TextDocument,
} from 'vscode';
import {
  AcceptLicencesRequest,
  RunOrderNotification,
  RunRequest,
  type RunOutcome,
  type RunProgress,
} from '../../server/protocol.js';
import { chooseAnalysis, documentOf } from './analyses.js';
import { agrees } from './consent.js';
import type { Nispace } from './context.js';
import { messageOf, tellOutcomes, tellProblem } from './outcomes.js';
import { increment, progressText, statusText } from './progress-text.js';
import type { ActiveRun } from './run-status.js';

type Report = Progress<{ message?: string; increment?: number }>;

/** The analysis named, else the one at the cursor, else the one picked. */
export async function runOne(
  app: Nispace,
  uri: unknown,
  name: unknown,
  force: boolean,
): Promise<void> {
  const document = await documentOf(uri);
  if (!document) return;
  const analysis = typeof name === 'string' ? name : await chooseAnalysis(app, document);
  if (analysis !== null) await run(app, document, [analysis], force);
}

/** Every analysis of the file, in its order. */
export async function runAll(app: Nispace, uri: unknown): Promise<void> {
  const document = await documentOf(uri);
  if (document) await run(app, document, null, false);
}

/** Cancels the run under way; asks which one when there are several. */
export async function cancelRun({ status }: Nispace): Promise<void> {
  const { runs } = status;
  if (runs.length <= 1) {
    runs[0]?.cancellation.cancel();
    if (!runs.length) window.setStatusBarMessage('NiSpace: nothing is running', 4000);
    return;
  }
  const items = runs.map((active) => ({ label: active.title, active }));
  const picked = await window.showQuickPick(items, { title: 'Cancel', placeHolder: 'Which run?' });
  picked?.active.cancellation.cancel();
}

const sameWork = (a: ActiveRun, uri: string, analyses: string[] | null): boolean =>
  a.uri === uri && JSON.stringify(a.analyses) === JSON.stringify(analyses);

async function run(
  app: Nispace,
  document: TextDocument,
  analyses: string[] | null,
  force: boolean,
): Promise<void> {
  const uri = document.uri.toString();
  if (app.status.runs.some((active) => sameWork(active, uri, analyses))) {
    window.setStatusBarMessage('NiSpace: this is running already', 4000);
    return;
  }
  const title = analyses?.join(', ') ?? `all analyses of ${workspace.asRelativePath(document.uri)}`;
  const cancellation = new CancellationTokenSource();
  const active: ActiveRun = { runId: randomUUID(), uri, analyses, title, cancellation };
  /** What failed in a run in which a licence was missing: it may have failed for that alone. */
  let failed: RunOutcome[] = [];
  app.status.begin(active);
  try {
    const outcomes = await window.withProgress(
      { location: ProgressLocation.Notification, title: 'NiSpace', cancellable: true },
      (report, token) => follow(app, active, force, report, token),
    );
    if (outcomes.some(({ licences }) => licences.length > 0))
      failed = outcomes.filter(({ status }) => status === 'failed' || status === 'skipped');
    tellOutcomes(
      app,
      document,
      outcomes.filter((each) => !failed.includes(each)),
    );
  } catch (error) {
    if (cancellation.token.isCancellationRequested)
      window.setStatusBarMessage(`NiSpace: ${title} cancelled`, 6000);
    else tellProblem(app, `NiSpace could not run ${title}: ${messageOf(error)}`);
  } finally {
    app.status.end(active);
    cancellation.dispose();
  }
  if (failed.length > 0) await runAfterConsent(app, document, failed, force);
}

/** Runs that must download something licensed: shows the licences, and runs again once they are accepted. */
async function runAfterConsent(
  app: Nispace,
  document: TextDocument,
  failed: readonly RunOutcome[],
  force: boolean,
): Promise<void> {
  const analyses = failed.map(({ analysis }) => analysis);
  const all = failed.flatMap(({ licences }) => licences);
  const licences = all.filter(({ item }, i) => all.findIndex((other) => other.item === item) === i);
  const question = {
    message: `${analyses.join(', ')} needs data that are not here. Download them and run?`,
    ...{ detail: '', licences, button: 'Download and run' },
  };
  if (!(await agrees(question))) {
    const text = `NiSpace: ${analyses.join(', ')} not run, nothing was downloaded`;
    window.setStatusBarMessage(text, 6000);
    const others = failed.filter((each) => each.licences.length === 0);
    return tellOutcomes(app, document, others);
  }
  try {
    const items = licences.map(({ item }) => item);
    await app.server.request(AcceptLicencesRequest, { items });
  } catch (error) {
    return tellProblem(app, `NiSpace could not run ${analyses.join(', ')}: ${messageOf(error)}`);
  }
  await run(app, document, analyses, force);
}

/** Sends the request and passes its progress on until it answers. */
async function follow(
  app: Nispace,
  active: ActiveRun,
  force: boolean,
  report: Report,
  pressed: CancellationToken,
): Promise<RunOutcome[]> {
  let fraction = 0;
  report.report({ message: `${active.title}: starting` });
  const listening = app.server.onProgress((progress: RunProgress) => {
    if (progress.runId !== active.runId) return;
    report.report({
      message: progressText(progress),
      increment: increment(fraction, progress.fraction),
    });
    fraction = Math.max(fraction, progress.fraction);
    app.status.say(statusText(progress));
  });
  const ordering = app.server.on(RunOrderNotification, ({ runId, analyses: order, text }) => {
    if (runId === active.runId && order.length > 1) report.report({ message: `runs ${text}` });
  });
  const pressing = pressed.onCancellationRequested(() => active.cancellation.cancel());
  try {
    const { runId, uri, analyses } = active;
    return await app.server.request(
      RunRequest,
      { runId, uri, analyses, force },
      active.cancellation.token,
    );
  } finally {
    listening.dispose();
    ordering.dispose();
    pressing.dispose();
  }
}
