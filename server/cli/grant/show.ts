import { stringify } from 'yaml'
import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'
import { misfitText } from '../ledger/misfit-text.ts'
import { grantId } from './grant-id.ts'
import { shownGrant } from './shown-grant.ts'

/** Ends with 1 for a grant that does not fit the ledger. */
export const showGrant = (tools: Tools) =>
  onStorage(
    tools,
    verb('show <id>', 'show one authorization grant with its history'),
    async (storage, { argument }) => {
      const id = grantId(argument)
      const grant = await storage.consents.findGrant(id)
      if (!grant) throw new Problem('authorization-grant.not-found', `There is no grant ${argument}`)
      const { events, uses } = await storage.query.history(id)
      const misfit = await storage.evidence.misfitOf(id)
      const shown = {
        ...shownGrant(grant, storage.clock.now()),
        evidence: misfit ? `does not fit the ledger: ${misfitText(misfit)}` : 'fits the ledger',
        events: events.map(({ type, at }) => `${at.toISOString()} ${type}`),
        uses: uses.map(({ at, clientId, what }) => `${at.toISOString()} ${clientId}: ${what}`),
      }
      return { json: shown, text: stringify(shown).trimEnd(), exitCode: misfit ? 1 : 0 }
    },
  )
