// What this version of the engine can run, read off its own tables; the language turns it into information in the editor.
import { methods } from './colocalize/methods.js';
import { corrections } from './inference/corrections.js';
import type { EngineCapabilities } from './library/entries.js';
import { PERMUTABLE } from './pipeline/permutable.js';
import { nullModels, splitModels } from './nulls/models.js';

export const capabilities: EngineCapabilities = {
  analyses: ['colocalization', 'group_colocalization', 'xsea', 'group_xsea', 'pipeline'],
  methods: methods.map(({ name }) => name),
  nullModels: [...nullModels, ...splitModels].map(({ name }) => name),
  corrections: corrections.map(({ name }) => name),
  laterProperties: [],
  permutations: [...PERMUTABLE],
  sources: ['reference', 'example', 'table', 'image', 'images', 'surface', 'result', 'sum'],
};
