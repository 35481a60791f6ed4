// The table of commands. Adding a command is adding a row and a file.
import type { Command } from './command.js';

const dataDir = [
  '--data-dir DIR',
  'a data folder, searched before the others; may be given several times',
] as const;

const offline = ['--offline', 'request nothing from the network; also NISPACE_OFFLINE=1'] as const;

const dataDirOption = { 'data-dir': { type: 'string', multiple: true } } as const;

export const commands: readonly Command[] = [
  {
    name: 'check',
    usage: ['check FILE… [--data-dir DIR]… [--offline]'],
    summary: 'say what is wrong in .nsp files without running anything',
    options: { ...dataDirOption, offline: { type: 'boolean' } },
    help: [
      dataDir,
      ['--offline', 'data that would have to be downloaded are errors; also NISPACE_OFFLINE=1'],
    ],
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'run',
    usage: [
      'run FILE [NAME…] [--out DIR] [--data-dir DIR]… [--n-proc N] [--force] [--keep N] [--offline] [--quiet] [--verbose] [--json]',
    ],
    summary: 'run the analyses of a .nsp file, or those named',
    options: {
      ...dataDirOption,
      out: { type: 'string' },
      'n-proc': { type: 'string' },
      force: { type: 'boolean' },
      keep: { type: 'string' },
      offline: { type: 'boolean' },
      quiet: { type: 'boolean' },
      verbose: { type: 'boolean' },
      json: { type: 'boolean' },
    },
    help: [
      ['--out DIR', 'where results go; default: nsp-results/<file name> beside FILE'],
      dataDir,
      [
        '--n-proc N',
        'threads of all analyses together, -1 for all cores; overrides n_proc of the file',
      ],
      ['--force', 'compute even when a stored result is still valid'],
      ['--keep N', 'former results kept of each analysis; default: 10, pinned ones always stay'],
      offline,
      ['--quiet', 'no progress on stderr; warnings and errors stay'],
      ['--verbose', 'tell on stderr what each run does, step by step'],
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
      'data fetch NAME [PARCELLATION] [--space S] [--collection C] [--maps] [--data-dir DIR]… [--offline] [--quiet]',
      'data verify [NAME] [--data-dir DIR]… [--quiet]',
    ],
    summary: 'show, download and check what the data library holds',
    options: {
      ...dataDirOption,
      space: { type: 'string' },
      collection: { type: 'string' },
      maps: { type: 'boolean' },
      offline: { type: 'boolean' },
      quiet: { type: 'boolean' },
    },
    help: [
      dataDir,
      ['--space S', 'fetch: a parcellation in this space only, or map images in it'],
      ['--collection C', 'fetch: this collection of a dataset only'],
      ['--maps', 'fetch: the images of the maps; tables only if a parcellation is named'],
      offline,
      ['--quiet', 'fetch, verify: no progress; warnings, errors and findings stay'],
    ],
    load: async () => (await import('./data.js')).data,
  },
  {
    name: 'report',
    usage: [
      'report DIR|result.json [--html FILE] [--svg FILE] [--pdf FILE] [--xlsx FILE] [--data-dir DIR]…',
    ],
    summary: 'make one self-contained page of stored results; also figure and table',
    options: {
      html: { type: 'string' },
      svg: { type: 'string' },
      pdf: { type: 'string' },
      png: { type: 'string' },
      xlsx: { type: 'string' },
      ...dataDirOption,
    },
    help: [
      [
        '--html FILE',
        'where the page goes; default: nsp-report.html in DIR, if no other file is asked for',
      ],
      ['--svg FILE', 'the figure of one analysis'],
      ['--pdf FILE', 'the same figure as PDF'],
      [
        '--png FILE',
        'refused: pixels need a browser; the editor makes PNG (NiSpace: Export Figure…)',
      ],
      ['--xlsx FILE', 'all numbers of one analysis as a workbook, with its parameters'],
      [dataDir[0], 'a data folder with the parcellation, for the pictures of the brain'],
    ],
    load: async () => (await import('./report.js')).report,
  },
];
