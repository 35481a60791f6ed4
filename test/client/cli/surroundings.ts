// A made-up terminal for calls of the command line.
import { join } from 'node:path';
import type { Surroundings } from '../../../client/cli/command.js';
import { root } from '../../shared.js';

export interface Recorded extends Surroundings {
  stdout(): string;
  stderr(): string;
}

export function surroundings(changes: Partial<Surroundings> = {}): Recorded {
  const written = { out: '', err: '' };
  return {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    errIsTerminal: false,
    columns: 80,
    cwd: root,
    home: join(root, 'test', 'nowhere'),
    env: {},
    version: '9.9.9',
    workerPath: null,
    demoLibrary: join(root, 'dist', 'demo-library'),
    signal: new AbortController().signal,
    stdout: () => written.out,
    stderr: () => written.err,
    ...changes,
  };
}
