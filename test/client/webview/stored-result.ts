// A result of a real run for the harness: read and asked as the language server does, so that the page can be looked at with true numbers.
import { resolve } from 'node:path';
import type { AnalysisResult } from '../../../engine/result.js';
import { settingsOf } from '../../../engine/pipeline/settings.js';
import { readMembers } from '../../../engine/store/read-members.js';
import { readNulls } from '../../../engine/store/read-nulls.js';
import { readPair } from '../../../engine/store/read-pair.js';
import { readLocal } from '../../../engine/store/read-local.js';
import { readRegions } from '../../../engine/store/read-regions.js';
import { readResult } from '../../../engine/store/read-result.js';
import type { DetailQuestion, ToPage } from '../../../client/webview/messages.js';
import { BrainThread } from '../../../server/brain-thread.js';
import { base64 } from '../../../server/geometry-encoding.js';
import type { BrainGeometry, RegionValues } from '../../../server/protocol.js';

/** What the page asks for. */
export interface Shown {
  result: AnalysisResult;
  geometry: BrainGeometry;
  regions: RegionValues;
}

/** @param libraries data folders; the first that knows the parcellation gives the brain */
export async function openStored(folder: string, libraries: string[]): Promise<Shown> {
  const result = await readResult(folder);
  const thread = new BrainThread(resolve('dist/worker.cjs'));
  const { parcels } = result.parcellation;
  const geometry = await thread.geometry({
    folders: libraries,
    parcellation: settingsOf(result.plan).parcellation,
    parcels,
  });
  await thread.end();
  const [first] = result.regions ?? [];
  const regions = first
    ? await readRegions(folder, result.key, { method: first.method, y: 0, x: 0 })
    : { influence: [], contribution: [] };
  return { result, geometry, regions };
}

export async function answerStored(
  folder: string,
  result: AnalysisResult,
  question: DetailQuestion,
): Promise<ToPage> {
  const { key } = result;
  switch (question.about) {
    case 'pair': {
      const { x: column, ...pair } = question.wanted;
      return {
        type: 'detail',
        ...question,
        values: await readPair(folder, result, { ...pair, column }),
      };
    }
    case 'nulls':
      return {
        type: 'detail',
        ...question,
        values: base64(await readNulls(folder, key, question.wanted)),
      };
    case 'local':
      return {
        type: 'detail',
        ...question,
        values: await readLocal(folder, result.local, question.wanted),
      };
    case 'members':
      return {
        type: 'detail',
        ...question,
        values: await readMembers(folder, key, question.wanted),
      };
  }
}
