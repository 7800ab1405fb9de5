import type { Command } from 'commander'
import { type TrailVerdict, verifyTrail } from '../../../adapters/log/audit/verify-trail.ts'
import { type Answer, type Options, type Tools, verb } from '../verb.ts'

/** Needs no database and no server of ours. Ends with 0 for a whole trail, 1 for another, 2 for what cannot be judged. */
export const verifyAuditTrail = ({ print }: Pick<Tools, 'print'>): Command =>
  verb('verify', 'check that nothing was changed, moved or taken away within an audit trail')
    .argument('<file...>', 'its files, the oldest first')
    .action(async (files: string[], { json }: Options) => {
      print(toAnswer(await verifyTrail(files)), json === true)
    })

function toAnswer(verdict: TrailVerdict): Answer {
  if (verdict.verdict === 'valid') {
    const { lines, streams, open } = verdict
    return { json: verdict, text: `valid: ${lines} lines of ${streams} streams, ${open} without an end` }
  }
  const { code, file } = verdict
  const place = verdict.verdict === 'invalid' ? `${file}:${verdict.line}` : file
  return {
    json: verdict,
    text: `${verdict.verdict}: ${place}: ${meanings[code]} (${code})`,
    exitCode: verdict.verdict === 'invalid' ? 1 : 2,
  }
}

const meanings: Readonly<Record<Exclude<TrailVerdict, { verdict: 'valid' }>['code'], string>> = {
  'line.altered': 'the line is not as it was written',
  'line.malformed': 'the line is not whole',
  'line.out-of-order': 'the line stands in another place than it was written in, or twice',
  'line.missing-before': 'lines before it are gone',
  'line.unknown-beginning': 'the beginning of its stream is gone',
  'trail.empty': 'there is no line of an audit trail',
  'trail.unreadable': 'the file cannot be read, or is none: a pipe cannot be read twice',
}
