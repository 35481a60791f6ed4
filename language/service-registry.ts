// Which services a document gets: there is one language here, so every document is a .nsp file. The default tells languages apart by
// extension, which an unsaved document has not, and by the language id, which is forgotten when that document is closed.
import { DefaultServiceRegistry } from 'langium';
import type { LangiumCoreServices, URI } from 'langium';

export class NspServiceRegistry extends DefaultServiceRegistry {
  override getServices(): LangiumCoreServices {
    const [services] = this.all;
    if (!services) throw new Error('The language services are not registered yet.');
    return services;
  }

  /** Whether a file of the workspace is one of ours, which its extension tells. */
  override hasServices(uri: URI): boolean {
    try {
      super.getServices(uri);
      return true;
    } catch {
      return false;
    }
  }
}
