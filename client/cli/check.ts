// `nsp check`: every diagnostic of every file on stdout, exit code 1 if any is an error.
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Arguments, Surroundings } from './command.js';
import { UsageError, exit } from './command.js';
import { diagnosticLine } from './diagnostic-text.js';
import { fileOpener } from './open-file.js';
import { downloadSettings, openLibrary } from './open-library.js';

export async function check(args: Arguments, around: Surroundings): Promise<number> {
  if (args.positionals.length === 0) throw new UsageError('name at least one file');
  const open = fileOpener(openLibrary(args, around), around.cwd);
  const { offline } = downloadSettings(args, around);
  let errors = 0;
  for (const file of args.positionals) {
    const { diagnostics } = await open(file);
    const judged = offline ? diagnostics.map(withoutNetwork) : diagnostics;
    errors += judged.filter(({ severity }) => severity === ERROR).length;
    for (const each of judged) around.out(`${diagnosticLine(file, each)}\n`);
  }
  return errors > 0 ? exit.failed : exit.done;
}

/** Of vscode-languageserver-types, which is imported as types only so that commands start faster. */
const ERROR = 1;

/** Without a network, data that are still to be downloaded stop an analysis. */
function withoutNetwork(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'not-downloaded') return diagnostic;
  const message = `${diagnostic.message} Offline mode is on: nothing is downloaded.`;
  return { ...diagnostic, message, severity: ERROR };
}
