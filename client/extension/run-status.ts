// The status bar item while something runs, the context key `nispace.running`, and the way to cancel it.
import {
  StatusBarAlignment,
  commands,
  window,
  type CancellationTokenSource,
  type Disposable,
  type StatusBarItem,
} from 'vscode';

/** A run under way. */
export interface ActiveRun {
  runId: string;
  uri: string;
  /** Null: every analysis of the file. */
  analyses: string[] | null;
  title: string;
  cancellation: CancellationTokenSource;
}

export class RunStatus implements Disposable {
  private readonly item: StatusBarItem = window.createStatusBarItem(
    'nispace.run',
    StatusBarAlignment.Left,
  );
  private readonly active = new Map<string, ActiveRun>();

  constructor() {
    this.item.name = 'NiSpace run';
    this.item.command = 'nispace.showLog';
    this.item.tooltip = 'NiSpace is running. Click to show the log.';
  }

  get runs(): ActiveRun[] {
    return [...this.active.values()];
  }

  begin(run: ActiveRun): void {
    this.active.set(run.runId, run);
    this.say(run.title);
    void commands.executeCommand('setContext', 'nispace.running', true);
  }

  /** @param text short: it stands beside the spinning sign */
  say(text: string): void {
    this.item.text = `$(sync~spin) ${text}`;
    this.item.show();
  }

  end(run: ActiveRun): void {
    this.active.delete(run.runId);
    if (this.active.size) return;
    this.item.hide();
    void commands.executeCommand('setContext', 'nispace.running', false);
  }

  dispose(): void {
    this.runs.forEach((run) => run.cancellation.cancel());
    this.item.dispose();
  }
}
