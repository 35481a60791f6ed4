// Readers for the values of one document.
import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import type { Catalog } from './catalog.js';
import { absolute, folderOf } from './paths.js';
import type { Problem, Reader } from './values/value-type.js';

/** A reader for the document of a node. */
export function readerFor(
  node: AstNode,
  catalog: Catalog,
  report: (problem: Problem) => void,
): Reader {
  const folder = folderOf(AstUtils.getDocument(node));
  return { catalog, report, resolve: (path) => absolute(path, folder) };
}

/** The same reader without reports, where another check already says what is wrong. */
export function silently(reader: Reader): Reader {
  return { ...reader, report: () => undefined };
}
