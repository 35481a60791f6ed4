// The folder that VS Code opens: an example with a planted error, a run that takes long, and the results written beside them.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Papa from 'papaparse';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');

/** The planted error and what it should read. */
export const WRONG = 'Sytems';
export const RIGHT = 'Systems';
export const ANALYSIS = 'ActivationReceptors';
export const FILE = 'receptors.nsp';
export const LONG_FILE = 'long.nsp';
export const LONG_ANALYSIS = 'TakesLong';
export const NEEDS_FILE = 'needs.nsp';
export const NEEDS_ANALYSIS = 'NeedsNetworks';

const LONG = `// More permutations than anyone waits for: it is there to be cancelled.
maps activation = image "data/activation.nii.gz" { space: demo }
maps receptors  = reference demoreceptors { collection: Systems }

colocalization ${LONG_ANALYSIS} {
    y: activation
    x: receptors
    parcellation: Demo100
    n_perm: 3000000
    seed: 1
}
`;

/** Put into its file when its turn comes: what it lacks would be among the problems of the other file. */
export const NEEDS = `// Its data are to be downloaded.
maps networks = reference rsn

colocalization ${NEEDS_ANALYSIS} {
    y: networks
    x: networks
    parcellation: Glasser
    n_perm: 100
}
`;

/** Makes the folder; `remove()` deletes it. */
export async function makeWorkspace() {
  const folder = await mkdtemp(join(tmpdir(), 'nsp-e2e-'));
  const text = await readFile(join(EXAMPLES, FILE), 'utf8');
  const wrong = text.replace(`collection: ${RIGHT}`, `collection: ${WRONG}`);
  assert.notEqual(wrong, text, `examples/${FILE} no longer names the collection ${RIGHT}`);
  await writeFile(join(folder, FILE), wrong);
  await writeFile(join(folder, LONG_FILE), LONG);
  await writeFile(join(folder, NEEDS_FILE), '// Filled in later.\n');
  await mkdir(join(folder, 'data'));
  await cp(join(EXAMPLES, 'data'), join(folder, 'data'), { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Where the results of an analysis go. */
export const resultFolder = (folder, file = FILE, analysis = ANALYSIS) =>
  join(folder, 'nsp-results', file.replace(/\.nsp$/, ''), analysis);

/**
 * What a run has written.
 * @returns `files` by name, `result` (result.json), `rows` of results.csv and `maps` of y.csv, as text by column
 */
export async function readResults(folder) {
  const table = async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    const { data, errors } = Papa.parse(text, {
      header: true,
      skipEmptyLines: true,
      delimiter: ',',
    });
    assert.deepEqual(errors, [], `${name} is not a clean table`);
    return data;
  };
  return {
    files: await readdir(folder),
    result: JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')),
    rows: await table('results.csv'),
    maps: await table('y.csv'),
  };
}
