// The story of what the server does, for the output channel: one line per event, with the time of day.
import type { LogLine } from './protocol.js';

const words: Record<LogLine['level'], string> = { info: 'info', warning: 'warn', error: 'error' };

/** Writes lines such as `[12:04:31] info  PainReceptors: Reading data`. */
export class Log {
  constructor(
    private readonly send: (line: LogLine) => void,
    private readonly now: () => Date = () => new Date(),
  ) {}

  info(text: string): void {
    this.write('info', text);
  }

  warning(text: string): void {
    this.write('warning', text);
  }

  error(text: string): void {
    this.write('error', text);
  }

  private write(level: LogLine['level'], text: string): void {
    const time = [this.now().getHours(), this.now().getMinutes(), this.now().getSeconds()]
      .map((part) => String(part).padStart(2, '0'))
      .join(':');
    this.send({ level, text: `[${time}] ${words[level].padEnd(5)} ${text}` });
  }
}
