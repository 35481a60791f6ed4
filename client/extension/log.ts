// The output channel `NiSpace`: the story of every run, written by the server, never shown unasked.
import { window, type Disposable, type OutputChannel } from 'vscode';

export class Log implements Disposable {
  readonly channel: OutputChannel = window.createOutputChannel('NiSpace', 'log');

  /** The server writes its own time and level. */
  line(text: string): void {
    this.channel.appendLine(text);
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }
}
