// The catalog in use. The server exchanges it when data folders change; everything else asks for `current`.
import type { Catalog } from './catalog.js';

export class CatalogSource {
  constructor(public current: Catalog) {}
}
