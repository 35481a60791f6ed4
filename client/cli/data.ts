// `nsp data`: what the library holds, where it lies, and what is known of one item.
import type { DataLibrary } from '../../engine/library/library.js';
import { UsageError, exit } from './command.js';
import type { Arguments, Surroundings } from './command.js';
import { infoLines } from './data-info.js';
import { listLines } from './data-list.js';
import { openLibrary } from './open-library.js';

type Answer = (library: DataLibrary, names: readonly string[]) => Promise<string[]> | string[];

const subcommands: Record<string, { names: number; answer: Answer }> = {
  list: { names: 0, answer: listLines },
  path: { names: 0, answer: ({ folders }) => [...folders] },
  info: { names: 1, answer: (library, [name = '']) => infoLines(library, name) },
};

export async function data(args: Arguments, around: Surroundings): Promise<number> {
  const [word, ...names] = args.positionals;
  const chosen = word === undefined ? undefined : subcommands[word];
  if (!chosen) throw new UsageError(`say what: ${Object.keys(subcommands).join(', ')}`);
  if (names.length !== chosen.names)
    throw new UsageError(
      chosen.names === 0 ? `${word ?? ''} takes no names` : `${word ?? ''} takes one name`,
    );
  const lines = await chosen.answer(openLibrary(args, around), names);
  around.out(`${lines.join('\n')}\n`);
  return exit.done;
}
