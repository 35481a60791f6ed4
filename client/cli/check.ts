// `nsp check`: every diagnostic of every file on stdout, exit code 1 if any is an error.
import type { Arguments, Surroundings } from './command.js';
import { UsageError, exit } from './command.js';
import { diagnosticLine, inOrder } from './diagnostic-text.js';
import { fileOpener } from './open-file.js';
import { openLibrary } from './open-library.js';

export async function check(args: Arguments, around: Surroundings): Promise<number> {
  if (args.positionals.length === 0) throw new UsageError('name at least one file');
  const open = fileOpener(openLibrary(args, around), around.cwd);
  let errors = 0;
  for (const file of args.positionals) {
    const diagnostics = inOrder((await open(file)).diagnostics ?? []);
    errors += diagnostics.filter(({ severity }) => severity === 1).length;
    for (const each of diagnostics) around.out(`${diagnosticLine(file, each)}\n`);
  }
  return errors > 0 ? exit.failed : exit.done;
}
