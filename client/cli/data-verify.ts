// `nsp data verify`: compares the files of the data folders with the hashes known of them.
import { resolve } from 'node:path';
import { NspError } from '../../engine/error.js';
import type { DataLibrary } from '../../engine/library/library.js';
import { verifyFolder } from '../../engine/library/fetch/verify.js';
import type { VerifyReport } from '../../engine/library/fetch/verify.js';
import { belongsTo } from '../../engine/library/fetch/wish.js';
import { count, thousands } from '../../engine/store/wording.js';
import type { Arguments, Surroundings } from './command.js';
import { exit } from './command.js';
import { membersOf } from './data-names.js';
import { openLibrary } from './open-library.js';
import { progressLine, silent } from './progress-line.js';

/** Prints what is changed or missing, folder by folder; exit code 1 when anything is. */
export async function verifyData(args: Arguments, around: Surroundings): Promise<number> {
  const library = openLibrary(args, around);
  const [name] = args.positionals;
  const only = name === undefined ? undefined : belongsTo(namesOf(name, library));
  // The demo library is part of the program and has no record of its own.
  const folders = library.folders.filter((folder) => folder !== resolve(around.demoLibrary));
  if (folders.length === 0) {
    around.out('There is no data folder besides the built-in demo library.\n');
    return exit.done;
  }
  const reports: VerifyReport[] = [];
  for (const folder of folders) {
    const report = await verifyOne(folder, only, args.options['quiet'] === true, around);
    reports.push(report);
    around.out(`${reportLines(report).join('\n')}\n`);
  }
  if (name !== undefined && reports.every((report) => sizeOf(report) === 0))
    throw new NspError('nothing-to-verify', `no data folder holds files of ${name}`);
  const faulty = reports.some(({ changed, missing }) => changed.length + missing.length > 0);
  return faulty ? exit.failed : exit.done;
}

async function verifyOne(
  folder: string,
  only: ((path: string) => boolean) | undefined,
  quiet: boolean,
  around: Surroundings,
): Promise<VerifyReport> {
  const progress = quiet ? silent : progressLine('verify', around);
  try {
    return await verifyFolder(folder, {
      signal: around.signal,
      ...(only ? { only } : {}),
      onProgress: ({ filesDone, filesTotal, bytesDone, bytesTotal }) =>
        progress.update({
          stage: `Checking ${folder}`,
          done: filesDone,
          total: filesTotal,
          unit: 'files',
          fraction: bytesTotal > 0 ? bytesDone / bytesTotal : 1,
          secondsLeft: null,
        }),
    });
  } finally {
    progress.clear();
  }
}

/** A name with everything it is short for, so that aliases and both parts of cortex + subcortex are found too. */
function namesOf(name: string, library: DataLibrary): string[] {
  const known = membersOf(name, library).flatMap((member) => [
    member,
    library.parcellation(member)?.name,
    library.dataset(member)?.name,
  ]);
  return [...new Set(known.filter((each) => each !== undefined))];
}

function sizeOf({ ok, changed, missing, unknown }: VerifyReport): number {
  return ok.length + changed.length + missing.length + unknown.length;
}

/** The folder, each file that is not what it should be, and the counts. */
function reportLines({ folder, ok, changed, missing, unknown }: VerifyReport): string[] {
  return [
    folder,
    ...changed.flatMap(({ path, expected, found }) => [
      `  changed  ${path}`,
      `           SHA-256 should be ${expected}`,
      `           and is            ${found}`,
    ]),
    ...missing.map((path) => `  missing  ${path}`),
    `  ${count(ok.length, 'file')} as expected, ${thousands(changed.length)} changed, ${thousands(missing.length)} missing`,
    ...(unknown.length > 0
      ? [`  ${count(unknown.length, 'file')} without a known hash, not checked`]
      : []),
  ];
}
