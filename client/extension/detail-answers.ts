// Passes what the page asks about one value of a result on to the server.
import { LocalRequest, MembersRequest, NullsRequest, PairRequest } from '../../server/protocol.js';
import type { DetailAnswer, DetailQuestion } from '../webview/messages.js';
import type { Server } from './server.js';

export async function answerDetail(
  question: DetailQuestion,
  folder: string,
  server: Server,
): Promise<DetailAnswer> {
  switch (question.about) {
    case 'pair': {
      const values = await server.request(PairRequest, { ...question.wanted, folder });
      return { ...question, values };
    }
    case 'nulls': {
      const values = await server.request(NullsRequest, { ...question.wanted, folder });
      return { ...question, values };
    }
    case 'local': {
      const values = await server.request(LocalRequest, { ...question.wanted, folder });
      return { ...question, values };
    }
    case 'members': {
      const values = await server.request(MembersRequest, { ...question.wanted, folder });
      return { ...question, values };
    }
  }
}
