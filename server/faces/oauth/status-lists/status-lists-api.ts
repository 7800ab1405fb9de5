import { problemJson } from '../../../http/api/problem-json.ts'
import { api } from '../../../http/api/route.ts'
import { listStatusLists } from './list-status-lists.ts'
import { readStatusList, type StatusListTools } from './read-status-list.ts'

/** Which tokens have ended before their time (Token Status List, draft 20), for whoever asks, scripts of any origin too. */
export const statusListsApi = (tools: StatusListTools) =>
  api({
    name: 'status-lists',
    prefix: '',
    mediaType: 'application/json',
    problems: problemJson,
    scheme: 'none',
    authenticate: async () => undefined,
    replyHeaders: () => ({ 'Access-Control-Allow-Origin': '*' }),
    routes: [listStatusLists(tools), readStatusList(tools)],
  })
