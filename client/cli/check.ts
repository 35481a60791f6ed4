// `nsp check`: every diagnostic of every file on stdout, exit code 1 if any is an error.
import type { Arguments, Surroundings } from './command.js';
import { UsageError, exit } from './command.js';
import { diagnosticLine } from './diagnostic-text.js';
import { fileOpener } from './open-file.js';
import { openLibrary } from './open-library.js';

export async function check(args: Arguments, around: Surroundings): Promise<number> {
  if (args.positionals.length === 0) throw new UsageError('name at least one file');
  const open = fileOpener(openLibrary(args, around), around.cwd);
  let errors = 0;
  for (const file of args.positionals) {
    const document = await open(file);
    errors += document.errors.length;
    for (const each of document.diagnostics) around.out(`${diagnosticLine(file, each)}\n`);
  }
  return errors > 0 ? exit.failed : exit.done;
}
