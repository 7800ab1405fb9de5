import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { rightKinds } from '../../domain/rights/party-right.ts'
import type { WrittenRight } from '../../domain/rights/stated-right.ts'
import { onStorage } from '../storage-verb.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import { shownRight } from './shown-right.ts'

interface Add extends Options {
  readonly reason?: string
  readonly who: string
  readonly for: string
  readonly resource?: string
  readonly action?: string
  readonly kind?: string
  readonly from?: string
  readonly to?: string
  readonly document?: string
  readonly reference?: string
}

export const addRight = (tools: Tools) =>
  onStorage<Add>(tools, command(), async ({ desk, parties, clock }, { options, operator }) => {
    const given = await desk.giveRight({
      operator,
      right: fromOptions(options),
      reason: options.reason,
    })
    const known = await parties.findAll([given.actor, given.onBehalfOf])
    return { json: shownRight(given, known, clock.now()), text: `Registered ${given.id}`, acts: [] }
  })

const command = () =>
  verb('add', 'register that one party may act for another')
    .requiredOption('--who <number>', 'who acts: 11 digits of a person, or 9 of an organization')
    .requiredOption('--for <number>', 'on whose behalf, the same way')
    .option('--resource <id>', 'an API or consent resource, * for all; consents themselves when not said')
    .option('--action <name>', 'read, write or a scope; all when not said')
    .option('--kind <kind>', rightKinds.join(', '))
    .option('--from <day>', 'the first day, or an instant; from now when not said')
    .option('--to <day>', 'the last day, or an instant; until further notice when not said')
    .option('--document <file>', 'what proves it: its name and SHA-256 are kept, the file is not')
    .option('--reference <text>', 'where what proves it is found')

function fromOptions({ who, for: other, from, to, document, reference, ...options }: Add): WrittenRight {
  return {
    actor: who,
    on_behalf_of: other,
    ...(options.resource !== undefined && { resource: options.resource }),
    ...(options.action !== undefined && { action: options.action }),
    ...(options.kind !== undefined && { kind: options.kind }),
    ...(from !== undefined && { valid_from: from }),
    ...(to !== undefined && { valid_to: to }),
    ...(document !== undefined && {
      document_name: basename(document),
      document_sha256: createHash('sha256').update(readFileSync(document)).digest('hex'),
    }),
    ...(reference !== undefined && { document_reference: reference }),
  }
}
