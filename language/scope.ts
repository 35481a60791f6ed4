// What a name may refer to: declarations of this file that fit the property. Terms and library names are not declarations,
// so they resolve to nothing here; the value types read those.
import { AstUtils, EMPTY_SCOPE, MapScope } from 'langium';
import type { LangiumCoreServices, ReferenceInfo, Scope, ScopeProvider } from 'langium';
import type { NamedDeclaration } from './generated/ast.js';
import {
  isName,
  isNamedDeclaration,
  isNspFile,
  isResultSource,
  isRunnable,
} from './generated/ast.js';
import { rowOfValue } from './place.js';

/** Declarations a reference may point at; the first of a name wins (a second one is an error of its own). */
function candidates(reference: ReferenceInfo): NamedDeclaration[] {
  const file = AstUtils.getContainerOfType(reference.container, isNspFile);
  const declared = (file?.declarations ?? []).filter(isNamedDeclaration);
  if (isResultSource(reference.container)) return declared.filter(isRunnable);
  if (!isName(reference.container)) return [];
  const kind = rowOfValue(reference.container.$container)?.type.refersTo;
  return declared.filter((declaration) => declaration.$type === kind);
}

export class NspScopeProvider implements ScopeProvider {
  private readonly descriptions;

  constructor(services: LangiumCoreServices) {
    this.descriptions = services.workspace.AstNodeDescriptionProvider;
  }

  getScope(reference: ReferenceInfo): Scope {
    // Only what has the name is described: a description of each candidate for each reference would take seconds in a long file.
    const name = reference.reference.$refText;
    const found = candidates(reference).find((declaration) => declaration.name === name);
    return found ? new MapScope([this.descriptions.createDescription(found, name)]) : EMPTY_SCOPE;
  }
}
