// The editor's colours, read from its --vscode-* variables for what CSS cannot reach: canvases.

export interface Theme {
  ground: 'light' | 'dark';
  highContrast: boolean;
  background: string;
  foreground: string;
  muted: string;
  border: string;
  selection: string;
  focus: string;
  font: string;
}

/** Reads the theme as it is now. */
export function readTheme(body: HTMLElement = document.body): Theme {
  const style = getComputedStyle(body);
  const variable = (name: string, fallback: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const kinds = body.classList;
  const light = kinds.contains('vscode-light') || kinds.contains('vscode-high-contrast-light');
  const ground = light ? 'light' : 'dark';
  const foreground = variable('editor-foreground', light ? '#1f1f1f' : '#cccccc');
  return {
    ground,
    highContrast:
      kinds.contains('vscode-high-contrast') || kinds.contains('vscode-high-contrast-light'),
    background: variable('editor-background', light ? '#ffffff' : '#1f1f1f'),
    foreground,
    muted: variable('descriptionForeground', foreground),
    border: variable('contrastBorder', variable('panel-border', light ? '#d0d0d0' : '#454545')),
    selection: variable('list-inactiveSelectionBackground', light ? '#e4e6f1' : '#37373d'),
    focus: variable('focusBorder', '#0078d4'),
    font: variable('font-family', 'sans-serif'),
  };
}

/** Calls back whenever the editor's theme changes; the answer stops it. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id'],
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => observer.disconnect();
}

/** `#rgb`, `#rrggbb(aa)` or `rgb(…)` as red, green, blue and opacity from 0 to 1. */
export function parseColour(text: string): [number, number, number, number] {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex) {
    const wide = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const channel = (at: number): number =>
      wide.length > at ? Number.parseInt(wide.slice(at, at + 2), 16) / 255 : 1;
    return [channel(0), channel(2), channel(4), channel(6)];
  }
  const numbers = text.match(/[\d.]+/g)?.map(Number) ?? [];
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
  return [red / 255, green / 255, blue / 255, alpha];
}
