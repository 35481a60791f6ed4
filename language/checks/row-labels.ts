// The labels of maps before anything is computed: what can be told from headers and names.
import { parcellationFor } from '../facts.js';
import type { Runnable } from '../generated/ast.js';
import { AstUtils } from 'langium';
import { absolutePattern, folderOf, stem } from '../paths.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { silently } from '../reader.js';
import { optionIn } from '../settings.js';
import type { MapsValue } from '../values/declared.js';
import { contentOf } from './references.js';
import type { CheckContext } from './rule.js';
import { shapeOf, summaryOf } from './table-shape.js';

/** Labels of the maps of a source in the parcellation of an analysis; undefined when they are not known yet. */
export async function rowLabels(
  analysis: Runnable,
  { source, declaration }: MapsValue,
  context: CheckContext,
): Promise<string[] | undefined> {
  switch (source.$type) {
    case 'TableSource': {
      const kept = optionIn(
        source.options,
        'rows',
        SOURCE_PARAMETERS.table.rows,
        silently(context),
      );
      return kept ?? (await shapeOf(source, context))?.maps;
    }
    case 'ExampleSource': {
      const parcellation = parcellationFor(analysis, silently(context));
      if (parcellation?.kind !== 'library') return undefined;
      const path = context.catalog.exampleTable(source.example, parcellation.entry.name);
      return path === undefined ? undefined : (await summaryOf(path, context))?.rows;
    }
    case 'ReferenceSource': {
      const filtered = source.options?.properties.some(({ key }) => key !== 'collection');
      return filtered
        ? undefined
        : (await contentOf(source, context))?.members.map(({ map }) => map);
    }
    case 'ImagesSource': {
      if (source.pattern === undefined) return source.entries.map(({ label }) => label);
      const folder = folderOf(AstUtils.getDocument(source));
      return (await context.catalog.glob(absolutePattern(source.pattern, folder))).map(stem);
    }
    case 'ImageSource':
      // A CIFTI file may hold several maps; how many is known when it is read.
      return /\.d(scalar|label)\.nii$/i.test(source.path)
        ? undefined
        : [declaration?.name ?? 'map'];
    case 'SurfaceSource':
      return [declaration?.name ?? 'map'];
    case 'ResultSource':
      return undefined;
  }
}
