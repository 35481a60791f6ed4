// The result that was read last, kept because a panel asks about one result again and again.
import type { AnalysisResult } from '../engine/result.js';
import { readResult } from '../engine/store/read-result.js';
import { requireSameResult } from '../engine/store/side-file.js';

export class LastResult {
  private last: { folder: string; result: AnalysisResult } | null = null;

  /** @throws NspError `changed-result` when the folder holds another result by now, and those of readResult */
  async read(folder: string, key: string): Promise<AnalysisResult> {
    await requireSameResult(folder, key);
    if (this.last?.folder === folder && this.last.result.key === key) return this.last.result;
    const result = await readResult(folder);
    this.last = { folder, result };
    return result;
  }
}
