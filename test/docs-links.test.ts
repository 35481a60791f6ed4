// Every relative link of the documents leads to a file of the project and, after #, to one of its headings; every document can be
// found from the README.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './shared.js';

const documents = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const textOf = (document: string): string => readFileSync(join(root, document), 'utf8');

/** What people see of a document as text: no code, no comments. */
const prose = (text: string): string =>
  text
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^ {4}.*$/gm, '');

/** Targets of links and pictures, also of `[name]: target`; those with a scheme (https:, mailto:) are not ours to check. */
function relativeLinks(text: string): string[] {
  const links = prose(text).matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)/gm);
  return Array.from(links, ([, inline, reference]) => inline ?? reference ?? '').filter(
    (target) => !/^[a-z][a-z+.-]*:/i.test(target),
  );
}

/** Anchors as GitHub makes them: lower case, punctuation gone, spaces as hyphens; repeated ones are counted. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(text).matchAll(/^#{1,6} +(.*?) *#*$/gm)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count ? `${slug}-${count}` : slug);
  }
  return anchors;
}

/** The file and the anchor a link in a document points to. */
function resolved(document: string, link: string): { file: string; anchor: string | undefined } {
  const [path = '', anchor] = link.split('#').map(decodeURIComponent);
  const file = path ? relative(root, resolve(root, dirname(document), path)) : document;
  return { file, anchor };
}

/** Links of a document that lead nowhere, each with why. */
function brokenLinks(document: string, text: string): string[] {
  return relativeLinks(text).flatMap((link) => {
    const { file, anchor } = resolved(document, link);
    if (file.startsWith('..')) return [`${document}: ${link} leaves the project`];
    if (file !== document && !existsSync(join(root, file)))
      return [`${document}: ${link} is no file`];
    const target = file === document ? text : anchor && file.endsWith('.md') ? textOf(file) : '';
    return anchor && !anchorsOf(target).has(anchor)
      ? [`${document}: ${link} is no heading of ${file}`]
      : [];
  });
}

test.each(documents)('all relative links of %s lead somewhere', (document) => {
  expect(brokenLinks(document, textOf(document))).toEqual([]);
});

test('links to missing files, missing headings and out of the project are found', () => {
  const text = `
# Here we are

[good](parameters.md#parameters) [good](#here-we-are) ![good](images/editor.png) [good](https://example.org/no.md)
[no file](nowhere.md) [no heading](parameters.md#nowhere) [none here](#nowhere) [outside](../../shared/README.md) ![gone](images/none.png)

\`\`\`
[code](nowhere-in-code.md)
\`\`\`
`;
  expect(brokenLinks(join('docs', 'made-up.md'), text)).toEqual([
    'docs/made-up.md: nowhere.md is no file',
    'docs/made-up.md: parameters.md#nowhere is no heading of docs/parameters.md',
    'docs/made-up.md: #nowhere is no heading of docs/made-up.md',
    'docs/made-up.md: ../../shared/README.md leaves the project',
    'docs/made-up.md: images/none.png is no file',
  ]);
});

test('every document can be reached from the README by links', () => {
  const reached = new Set(['README.md']);
  for (const document of reached) {
    for (const link of relativeLinks(textOf(document))) {
      const { file } = resolved(document, link);
      if (file.endsWith('.md') && existsSync(join(root, file))) reached.add(file);
    }
  }
  expect(documents.filter((document) => !reached.has(document))).toEqual([]);
});

test('the index of methods links every page beside it', () => {
  const index = join('docs', 'methods', 'README.md');
  const linked = new Set(relativeLinks(textOf(index)).map((link) => resolved(index, link).file));
  const pages = documents.filter(
    (document) => dirname(document) === dirname(index) && document !== index,
  );
  expect(pages.filter((page) => !linked.has(page))).toEqual([]);
});
