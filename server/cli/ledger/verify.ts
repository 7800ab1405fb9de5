import type { VerifiedLedger } from '../../usecases/ledger/verify-ledger.ts'
import { assertMigrated } from '../storage-verb.ts'
import { type Answer, type Options, type Tools, verb } from '../verb.ts'
import { misfitText } from './misfit-text.ts'

/** Ends with 0 when all holds, 1 when a row does not fit, 2 when it cannot be judged. */
export const verifyLedger = (tools: Tools) =>
  verb('verify', 'hold the ledger against itself, what it tells of, and its anchors')
    .option('--anchors <place>', 'anchors that were kept elsewhere, a directory or a file')
    .action(async ({ anchors, json }: Options) => {
      const verify = async (): Promise<Answer> =>
        tools.withStorage(async storage => {
          await assertMigrated(storage)
          return toAnswer(await storage.ledger.verify(anchors as string | undefined))
        })
      tools.print(await verify().catch(unjudged), json === true)
    })

function toAnswer(verified: VerifiedLedger): Answer {
  const { misfit, events, streams, older, anchors, newestAnchor } = verified
  const json = {
    verdict: misfit ? 'broken' : 'holds',
    ...(misfit && { first: misfit }),
    events,
    streams,
    older_form: { events: older.events, last: older.last?.toISOString() ?? null },
    anchors,
    newest_anchor: newestAnchor ? { number: newestAnchor.number, at: newestAnchor.at.toISOString() } : null,
  }
  return misfit
    ? { json, text: `does not hold: ${misfitText(misfit)}`, exitCode: 1 }
    : { json, text: heldText(verified) }
}

function heldText({ events, streams, older, anchors, newestAnchor }: VerifiedLedger): string {
  const lines = [
    `holds: ${events} events of ${streams} organizations`,
    newestAnchor
      ? `anchors: ${anchors}, the newest from ${newestAnchor.at.toISOString()}`
      : 'anchors: none, so what was cut off at the end does not show',
  ]
  if (older.events > 0) {
    lines.push(
      `${older.events} events, until ${older.last?.toISOString()}, are of the older form: what was decided is not covered`,
    )
  }
  return lines.join('\n')
}

function unjudged(error: unknown): Answer {
  const reason = error instanceof Error ? error.message : String(error)
  return { json: { verdict: 'unknown', reason }, text: `cannot be judged: ${reason}`, exitCode: 2 }
}
