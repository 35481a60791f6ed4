// `nsp data`: what the library holds, where it lies, what is known of one item; downloads and checks.
import type { DataLibrary } from '../../engine/library/library.js';
import { UsageError, exit } from './command.js';
import type { Action, Arguments, Surroundings } from './command.js';
import { fetchData } from './data-fetch.js';
import { infoLines } from './data-info.js';
import { listLines } from './data-list.js';
import { verifyData } from './data-verify.js';
import { openLibrary } from './open-library.js';

interface Subcommand {
  /** Least and most names it takes. */
  names: readonly [least: number, most: number];
  /** How that is said when it is something else. */
  takes: string;
  /** Options besides --data-dir. */
  options: readonly string[];
  run: Action;
}

const subcommands: Record<string, Subcommand> = {
  list: { names: [0, 0], takes: 'no names', options: [], run: answer(listLines) },
  path: {
    names: [0, 0],
    takes: 'no names',
    options: [],
    run: answer(({ folders }) => [...folders]),
  },
  info: {
    names: [1, 1],
    takes: 'one name',
    options: [],
    run: answer((library, [name = '']) => infoLines(library, name)),
  },
  fetch: {
    names: [1, 2],
    takes: 'a name, and for a dataset or example a parcellation',
    options: ['offline', 'quiet', 'space', 'collection', 'maps'],
    run: fetchData,
  },
  verify: { names: [0, 1], takes: 'one name or none', options: ['quiet'], run: verifyData },
};

export async function data(args: Arguments, around: Surroundings): Promise<number> {
  const [word = '', ...names] = args.positionals;
  const chosen = Object.hasOwn(subcommands, word) ? subcommands[word] : undefined;
  if (!chosen) throw new UsageError(`say what: ${Object.keys(subcommands).join(', ')}`);
  const [least, most] = chosen.names;
  if (names.length < least || names.length > most)
    throw new UsageError(`${word} takes ${chosen.takes}`);
  const foreign = Object.keys(args.options).find(
    (option) => option !== 'data-dir' && !chosen.options.includes(option),
  );
  if (foreign !== undefined) throw new UsageError(`${word} has no option --${foreign}`);
  return chosen.run({ ...args, positionals: names }, around);
}

type Answer = (library: DataLibrary, names: readonly string[]) => Promise<string[]> | string[];

/** A subcommand that only prints lines. */
function answer(lines: Answer): Action {
  return async (args, around) => {
    const text = await lines(openLibrary(args, around), args.positionals);
    around.out(`${text.join('\n')}\n`);
    return exit.done;
  };
}
