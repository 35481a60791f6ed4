// The one place where the HTML of a webview is made: nothing is allowed that is not named here.
import { randomBytes } from 'node:crypto';

export interface PageParts {
  /** Addresses of the bundle and its style sheet, as the webview may load them. */
  script: string;
  style: string;
  /** `webview.cspSource`. */
  source: string;
  /** Folder of the result, handed to the page so that it can be restored. */
  folder: string;
  title: string;
}

/** A fresh nonce for one page. */
export const makeNonce = (): string => randomBytes(16).toString('base64url');

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** Scripts run by nonce only; images, fonts and shaders of the brain viewer are data of its own bundle. */
export function contentSecurityPolicy(source: string, nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'nonce-${nonce}'`,
    `img-src ${source} data: blob:`,
    `connect-src ${source} data: blob:`,
  ].join('; ');
}

/** The page of one result. */
export const resultsHtml = ({ folder, ...parts }: PageParts, nonce = makeNonce()): string =>
  pageHtml({ ...parts, data: { folder } }, nonce);

/** A page that runs one script; `data` becomes data attributes of its body. */
export function pageHtml(
  {
    script,
    style,
    source,
    title,
    data,
  }: Omit<PageParts, 'folder'> & { data: Readonly<Record<string, string>> },
  nonce = makeNonce(),
): string {
  const attributes = Object.entries(data).map(
    ([name, value]) => ` data-${name}="${escaped(value)}"`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(contentSecurityPolicy(source, nonce))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" nonce="${nonce}" href="${escaped(style)}">
</head>
<body${attributes.join('')}>
<script type="module" nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>`;
}
