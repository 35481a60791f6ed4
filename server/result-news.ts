// Tells the client that stored results came, went or may have gone out of date: once typing pauses, and not more often than helps.
import { DocumentState } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';

/** Pause in typing after which staleness is worth another look, ms. */
const PAUSE = 500;

export class ResultNews {
  private timer: NodeJS.Timeout | null = null;

  /** Must be made before the language server starts, so that it hears of every document. */
  constructor(
    { workspace }: LangiumSharedServices,
    private readonly send: () => Promise<void>,
  ) {
    workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, () => this.tell());
  }

  /** Soon; news that come meanwhile are told with it. */
  tell(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send().catch(() => this.end()), PAUSE);
  }

  end(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
