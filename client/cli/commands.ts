// The table of commands. Adding a command is adding a row and a file.
import type { Command } from './command.js';

const dataDir = [
  '--data-dir DIR',
  'a data folder, searched before the others; may be given several times',
] as const;

const dataDirOption = { 'data-dir': { type: 'string', multiple: true } } as const;

export const commands: readonly Command[] = [
  {
    name: 'check',
    usage: ['check FILE… [--data-dir DIR]…'],
    summary: 'say what is wrong in .nsp files without running anything',
    options: dataDirOption,
    help: [dataDir],
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'run',
    usage: [
      'run FILE [NAME…] [--out DIR] [--data-dir DIR]… [--n-proc N] [--force] [--quiet] [--json]',
    ],
    summary: 'run the analyses of a .nsp file, or those named',
    options: {
      ...dataDirOption,
      out: { type: 'string' },
      'n-proc': { type: 'string' },
      force: { type: 'boolean' },
      quiet: { type: 'boolean' },
      json: { type: 'boolean' },
    },
    help: [
      ['--out DIR', 'where results go; default: nsp-results/<file name> beside FILE'],
      dataDir,
      ['--n-proc N', 'threads, -1 for all cores; overrides n_proc of the file'],
      ['--force', 'compute even when a stored result is still valid'],
      ['--quiet', 'no progress on stderr; warnings and errors stay'],
      ['--json', 'one JSON document on stdout instead of tables'],
    ],
    load: async () => (await import('./run.js')).run,
  },
  {
    name: 'data',
    usage: [
      'data list [--data-dir DIR]…',
      'data path [--data-dir DIR]…',
      'data info NAME [--data-dir DIR]…',
    ],
    summary: 'show what the data library holds and where it lies',
    options: dataDirOption,
    help: [dataDir],
    load: async () => (await import('./data.js')).data,
  },
];

/** What `nsp` will be able to do, and the sentence that says it cannot yet. */
export const laterCommands: readonly { words: readonly string[]; sentence: string }[] = [
  {
    words: ['data', 'fetch'],
    sentence: 'Downloading data comes with a later version; copy the files into a data folder.',
  },
  { words: ['data', 'verify'], sentence: 'Verifying data folders comes with a later version.' },
  {
    words: ['report'],
    sentence:
      'Reports come with a later version; methods.md and results.csv are in the result folder.',
  },
];
