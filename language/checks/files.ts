// Rules of files: they exist and can be read. These look at the disk, so they are slow.
import { AstUtils } from 'langium';
import type { AstNode } from 'langium';
import type {
  ImagesSource,
  ImageSource,
  Property,
  SurfaceSource,
  TableSource,
} from '../generated/ast.js';
import { absolutePattern, folderOf } from '../paths.js';
import { rowOf } from '../place.js';
import { silently } from '../reader.js';
import { path as pathType } from '../values/scalars.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';

const isVolume = (path: string) => /\.nii(\.gz)?$/i.test(path);
const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** True when the file is there; reports it otherwise. */
async function present(
  path: string,
  node: AstNode,
  feature: string,
  context: CheckContext,
): Promise<boolean> {
  if (await context.catalog.fileExists(path)) return true;
  const document = AstUtils.getDocument(node);
  context.report({
    node,
    feature,
    code: 'missing-file',
    message:
      document.uri.scheme === 'file' || !path.startsWith(folderOf(document))
        ? `No file at ${path}. Paths are relative to the folder of this .nsp file.`
        : 'Save this .nsp file first: relative paths start from the folder it is saved in.',
  });
  return false;
}

/** Checks an image file, and its header when it is a volume. */
async function image(path: string, node: AstNode, feature: string, context: CheckContext) {
  if (!(await present(path, node, feature, context)) || !isVolume(path)) return;
  try {
    const { dims } = await context.catalog.volumeSummary(path);
    const [, , , time = 1] = dims;
    if (time > 1)
      context.report({
        node,
        feature,
        code: 'several-volumes',
        message: `${path} holds ${time} volumes. Give one file for each map.`,
      });
  } catch (error) {
    context.report({ node, feature, code: 'unreadable-image', message: sentence(error) });
  }
}

async function pattern(source: ImagesSource, context: CheckContext): Promise<void> {
  const written = source.pattern ?? '';
  const folder = folderOf(AstUtils.getDocument(source));
  const found = await context.catalog.glob(absolutePattern(written, folder));
  if (found.length === 0)
    context.report({
      node: source,
      feature: 'pattern',
      code: 'missing-file',
      message: `No file fits \`${written}\` in ${folder}. Check the folder and the ending, such as *.nii.gz.`,
    });
}

async function images(source: ImagesSource, context: CheckContext): Promise<void> {
  if (source.pattern !== undefined) return pattern(source, context);
  for (const entry of source.entries)
    if (entry.path) await image(context.resolve(entry.path), entry, 'path', context);
}

async function surface(source: SurfaceSource, context: CheckContext): Promise<void> {
  for (const side of ['left', 'right'] as const)
    if (source[side]) await present(context.resolve(source[side]), source, side, context);
}

async function table(source: TableSource, context: CheckContext): Promise<void> {
  if (!source.path) return;
  const path = context.resolve(source.path);
  if (!(await present(path, source, 'path', context))) return;
  try {
    await context.catalog.tableSummary(path);
  } catch (error) {
    context.report({
      node: source,
      feature: 'path',
      code: 'unreadable-table',
      message: sentence(error),
    });
  }
}

async function pathProperty(property: Property, context: CheckContext): Promise<void> {
  const row = rowOf(property);
  if (!property.value || row?.type.text.startsWith(pathType.text) !== true) return;
  const path = row.type.read(property.value, silently(context));
  if (typeof path === 'string') await present(path, property, 'value', context);
}

export const FILE_RULES = [
  rule({ name: 'Tables can be read', on: 'TableSource', category: 'slow', check: table }),
  rule({
    name: 'Images can be read',
    on: 'ImageSource',
    category: 'slow',
    check: (source: ImageSource, context) =>
      source.path ? image(context.resolve(source.path), source, 'path', context) : undefined,
  }),
  rule({
    name: 'Listed images can be read and patterns find files',
    on: 'ImagesSource',
    category: 'slow',
    check: images,
  }),
  rule({ name: 'Surfaces are there', on: 'SurfaceSource', category: 'slow', check: surface }),
  rule({
    name: 'Files named in properties are there',
    on: 'Property',
    category: 'slow',
    check: pathProperty,
  }),
];
