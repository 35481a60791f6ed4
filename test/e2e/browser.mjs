// The browser that VS Code is shown in, and everything its pages complain about.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PATHS = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** Software rendering everywhere, so that WebGL works and draws the same on every machine. */
const ARGUMENTS = [
  ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
  ...['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
];

/** Path of Chromium, or undefined; the environment variable CHROMIUM comes first. */
export const findChromium = () => PATHS.find((path) => path && existsSync(path));

export const launchBrowser = () =>
  chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });

/**
 * Collects what a page and its frames report.
 * @returns `violations()`: breaches of any content security policy; `errors()`: errors that name the extension or come
 *   from its webviews; `all()`: everything; as texts with their place
 */
export function listen(page) {
  const heard = [];
  page.on('console', (message) => {
    const { url } = message.location();
    heard.push({ level: message.type(), text: message.text(), url });
  });
  page.on('pageerror', (error) =>
    heard.push({ level: 'error', text: error.stack ?? error.message, url: error.stack ?? '' }),
  );
  const say = ({ text, url }) => `${text} (${url})`;
  const ofExtension = ({ url, text }) =>
    /dist\/webview|vscode-resource|nispace-vscode/.test(`${url} ${text}`);
  const isViolation = ({ text }) => /content security policy/i.test(text);
  return {
    violations: () => heard.filter(isViolation).map(say),
    errors: () => heard.filter((each) => each.level === 'error' && ofExtension(each)).map(say),
    all: () => heard.map((each) => `${each.level}: ${say(each)}`),
  };
}
