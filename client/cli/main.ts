// Composition root of the command line: the real process, terminal and installation.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cli } from './cli.js';
import { exit } from './command.js';

declare const __VERSION__: string;

const interrupt = new AbortController();
process.on('SIGINT', () => {
  if (interrupt.signal.aborted) process.exit(exit.interrupted);
  interrupt.abort();
});
// A reader that has seen enough (`nsp … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exit.done);
});

void cli(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY,
  columns: process.stderr.columns || 80,
  cwd: process.cwd(),
  home: homedir(),
  env: process.env,
  version: __VERSION__,
  workerPath: join(__dirname, 'worker.cjs'),
  demoLibrary: join(__dirname, 'demo-library'),
  signal: interrupt.signal,
}).then((code) => {
  process.exitCode = code;
});
