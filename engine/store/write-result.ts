// Writes the folder of one analysis: result.json, results.csv, y.csv, the full nulls, what parcels do, the maps that were compared,
// methods.md and references.bib, all or nothing.
import { encodeNpy } from '../formats/npy.js';
import type { RunOutput } from '../run.js';
import { additionalTables } from './additional-tables.js';
import { bibtex } from './bibtex.js';
import { methodsFile } from './methods-file.js';
import { keepFormer } from './history.js';
import { references } from './references.js';
import { resultJson } from './result-json.js';
import { mapsCsv, resultsCsv } from './tables.js';
import { writeFolder, writeFlushed } from './write-folder.js';
import type { FileWriter, FolderFile } from './write-folder.js';

/**
 * Writes a result. A former result in `folder` is replaced as a whole; files of the user's own in it are kept.
 * @param folder absolute path, named like the analysis
 * @param keep how many former results are kept in its history
 * @throws NspError as {@link writeFolder}; the folder is then as it was
 */
export async function writeResult(
  folder: string,
  output: RunOutput,
  write: FileWriter = writeFlushed,
  keep = 0,
): Promise<void> {
  const { result, nulls, regions, maps } = output;
  const cited = references(result);
  const files: FolderFile[] = [
    { name: 'result.json', content: [resultJson(result)] },
    { name: 'results.csv', content: [resultsCsv(result)] },
    { name: 'y.csv', content: [mapsCsv(result.y, result.parcellation.parcels)] },
    ...additionalTables(result).map(({ name, of }) => ({ name, content: [of(regions)] })),
    { name: 'methods.md', content: [methodsFile(result, cited)] },
    { name: 'references.bib', content: [bibtex(cited)] },
    ...[...nulls, ...regions, ...maps].map(({ file, shape, data }) => ({
      name: file,
      content: [encodeNpy(shape, data)],
    })),
  ];
  await writeFolder(folder, files, write, keepFormer(keep));
}
