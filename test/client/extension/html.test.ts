import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, makeNonce, resultsHtml } from '../../../client/extension/html.js';

const parts = {
  script: 'https://x/results.js',
  style: 'https://x/results.css',
  source: 'https://x',
  folder: '/a "b" <c>',
  title: 'a & b',
};

describe('the HTML of the results page', () => {
  it('allows nothing by default, scripts by nonce only, and no evaluation', () => {
    const policy = contentSecurityPolicy('https://x', 'N');
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).toContain("script-src 'nonce-N';");
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it('carries the nonce of its policy on every script, and a new one each time', () => {
    const html = resultsHtml(parts);
    const nonce = /nonce-([\w-]+)/.exec(html)?.[1];
    expect(nonce?.length).toBeGreaterThanOrEqual(20);
    for (const script of html.match(/<script[^>]*>/g) ?? [])
      expect(script).toContain(`nonce="${nonce}"`);
    expect(makeNonce()).not.toBe(makeNonce());
  });

  it('escapes the folder and the title', () => {
    const html = resultsHtml(parts);
    expect(html).toContain('data-folder="/a &quot;b&quot; &lt;c&gt;"');
    expect(html).toContain('<title>a &amp; b</title>');
  });
});
