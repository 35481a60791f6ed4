// What a person does in VS Code: open a file, type a command, read problems and notifications, look into a panel.

/** Longest wait for anything to appear. */
export const PATIENCE = 60_000;

export class Workbench {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.problems = page.locator('.markers-panel .monaco-list-row');
    this.notifications = page.locator('.notification-toast');
    this.runLenses = page.locator('.codelens-decoration a', { hasText: /Run$/ });
    this.lines = page.locator('.editor-instance .view-line');
    /** The page inside the panel in front: a frame in a frame. */
    this.panel = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Opens a folder. */
  async open(folder) {
    await this.page.goto(`${this.url}/?${new URLSearchParams({ folder })}`);
    await this.page.locator('.monaco-workbench .explorer-folders-view').waitFor();
  }

  /** Loads the whole window anew, as a person would. */
  async reload() {
    const loaded = this.page.waitForEvent('load');
    await this.command('Developer: Reload Window');
    await loaded;
    await this.lines.first().waitFor();
  }

  /** Puts the cursor back into the text, which stands left of the results. */
  async focusText() {
    await this.command('View: Focus First Editor Group');
  }

  /** Once more when the list of files, which a fresh window makes first, stays empty. */
  async openFile(name, tries = 4) {
    try {
      await this.page.keyboard.press('Control+P');
      await this.#input().fill(name, { timeout: 8000 });
      await this.#choices().filter({ hasText: name }).first().click({ timeout: 12_000 });
    } catch (error) {
      if (tries <= 1) throw error;
      await this.page.keyboard.press('Escape');
      return this.openFile(name, tries - 1);
    }
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.lines.first().waitFor();
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.#palette(`>${title}`, title);
  }

  /** Moves the cursor to a line that holds the text; `column` counts from 1. */
  async goTo(text, column = 1) {
    const source = await this.source();
    const line = source.findIndex((each) => each.includes(text)) + 1;
    if (line === 0) throw new Error(`The editor shows no line with "${text}".`);
    await this.goToLine(line, column);
  }

  /** Puts the cursor into a line, counted from 1. */
  async goToLine(line, column = 1) {
    await this.page.keyboard.press('Control+G');
    await this.#input().fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.#input().waitFor({ state: 'hidden' });
  }

  /** The lines in sight, top to bottom. */
  async source() {
    const lines = await this.lines.evaluateAll((elements) =>
      elements
        .map((element) => ({ top: Number.parseFloat(element.style.top), text: element.innerText }))
        .sort((a, b) => a.top - b.top),
    );
    return lines.map(({ text }) => text.replaceAll('\u00a0', ' ').trimEnd());
  }

  /** Opens the palette with a text and takes a choice; once more when something took the focus away and closed it. */
  async #palette(text, choice, tries = 3) {
    await this.page.keyboard.press('F1');
    try {
      await this.#input().fill(text, { timeout: 8000 });
      await this.#choices().filter({ hasText: choice }).first().click({ timeout: 12_000 });
    } catch (error) {
      if (tries <= 1) throw error;
      await this.page.keyboard.press('Escape');
      await this.#palette(text, choice, tries - 1);
    }
  }

  #input() {
    return this.page.locator('.quick-input-widget input[type=text]');
  }

  #choices() {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }
}
