import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import { filterOf } from './filter-of.ts'
import { shownGrant } from './shown-grant.ts'

interface List extends Options {
  readonly client?: string
  readonly givenBy?: string
  readonly standing: string
  readonly after?: string
}

const limit = 100

export const listGrants = (tools: Tools) =>
  onStorage<List>(tools, command(), async (storage, { options }) => {
    const { query, clock } = storage
    const { items, next } = await query.grants(await filterOf(storage, options), {
      after: options.after,
      limit,
    })
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
