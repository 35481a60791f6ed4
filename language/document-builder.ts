// Files do not see each other, so a change in one never relinks or rechecks another.
import type { LangiumDocument } from 'langium';
import { DefaultDocumentBuilder } from 'langium';

export class NspDocumentBuilder extends DefaultDocumentBuilder {
  protected override shouldRelink(_document: LangiumDocument, _changed: Set<string>): boolean {
    return false;
  }
}
