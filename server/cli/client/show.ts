import { stringify } from 'yaml'
import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'
import { findClient } from './find-client.ts'
import { shownClient } from './shown-client.ts'

export const showClient = (tools: Tools) =>
  onStorage(tools, verb('show <id>', 'show one client'), async ({ clients }, { argument }) => {
    const shown = shownClient(await findClient(clients, argument))
    return { json: shown, text: stringify(shown).trimEnd() }
  })
