import type { PartyId } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import { shownGrant } from './shown-grant.ts'

interface List extends Options {
  readonly client?: string
  readonly givenBy?: string
  readonly standing: string
  readonly after?: string
}

const standings = ['active', 'ended', 'any'] as const
const limit = 100

export const listGrants = (tools: Tools) =>
  onStorage<List>(tools, command(), async ({ query, clock }, { options }) => {
    const { items, next } = await query.grants(filterOf(options), { after: options.after, limit })
    const shown = items.map(grant => shownGrant(grant, clock.now()))
    const rows = shown.map(({ id, status, client, purpose, to }) => ({ id, status, client, purpose, to }))
    const more = next ? `\nThere are more: --after ${next}` : ''
    return { json: { grants: shown, next }, text: `${table(rows, 'No grants')}${more}` }
  })

const command = () =>
  verb('list', 'list authorization grants, newest first')
    .option('--client <id>', 'only those to this client')
    .option('--given-by <party>', 'only those given by this party (its random id)')
    .option('--standing <standing>', 'active, ended or any', 'any')
    .option('--after <cursor>', 'read on after a page')

function filterOf({ client, givenBy, standing: wished }: List) {
  const standing = standings.find(one => one === wished)
  if (!standing) throw new Problem('request.malformed', '--standing must be active, ended or any')
  return {
    standing,
    ...(client !== undefined && { clientId: client }),
    ...(givenBy !== undefined && { givenBy: givenBy as PartyId }),
  }
}
